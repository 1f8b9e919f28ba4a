namespace Rota.CpSat.Projects;

/// <summary>Options of <see cref="CpSatProjectSolver"/>.</summary>
public sealed record CpSatProjectOptions
{
    /// <summary>Search threads, 1 to 64. Eight even on two cores: time-sliced they prove far better bounds than two.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>How much its threads yield to others, 0 to 19. Linux only.</summary>
    public int Nice { get; init; }

    /// <summary>Seconds after which a search whose incumbent was beaten by another solver starts again below the new one; doubles each time; at least 1.</summary>
    public double FirstRestart { get; init; } = 5;

    /// <summary>Off: no hint and no horizon from a schedule known before; the solver by itself.</summary>
    public bool Hint { get; init; } = true;

    /// <summary>Above this many modes of all tasks together the solver gives up at once: building and presolving the model would take longer than most limits.</summary>
    public int MostModes { get; init; } = 30_000;
}

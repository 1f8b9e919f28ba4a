namespace Rota.CpSat.SingleMachine;

/// <summary>Options of <see cref="CpSatTardinessSolver"/>.</summary>
public sealed record CpSatTardinessOptions
{
    /// <summary>Search threads, 1 to 64. Default 8, even on two cores: fewer leave out the workers that prove bounds.</summary>
    public int Workers { get; init; } = 8;

    /// <summary>How much its threads yield to others, 0 to 19. Linux only. Default 0.</summary>
    public int Nice { get; init; }

    /// <summary>Seconds after which a search whose incumbent was beaten by another solver starts again below the new one; doubles each time. Default 5.</summary>
    public double FirstRestart { get; init; } = 5;

    /// <summary>Off: no hint and no limit from an order known before; the solver by itself. Default on.</summary>
    public bool Hint { get; init; } = true;

    /// <summary>Above this many jobs the solver gives up at once. Default 2000.</summary>
    public int MostJobs { get; init; } = 2000;
}

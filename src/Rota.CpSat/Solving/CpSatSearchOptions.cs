namespace Rota.CpSat.Solving;

/// <summary>What every search with CP-SAT can be told.</summary>
public record CpSatSearchOptions
{
    /// <summary>Search threads, 1 to 64. Eight even on two cores: time-sliced, they prove far better bounds than two (ft10 is not proved with two).</summary>
    public int Workers { get; init; } = 8;

    /// <summary>How much its threads yield to others, 0 to 19. Linux only.</summary>
    public int Nice { get; init; }

    /// <summary>Seconds from its beginning in which its threads do not yield yet, 0 or more: what it proves at once is proved at once. Costs a start anew. Default 0.</summary>
    public double Lead { get; init; }

    /// <summary>Seconds after which a search whose incumbent was beaten by another solver starts again below the new one; doubles each time; at least 1.</summary>
    public double FirstRestart { get; init; } = 5;

    /// <summary>Off: no hint and no limit from an answer known before; the solver by itself.</summary>
    public bool Hint { get; init; } = true;
}

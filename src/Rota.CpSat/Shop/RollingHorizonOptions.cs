namespace Rota.CpSat.Shop;

/// <summary>Settings of <see cref="RollingHorizon"/>.</summary>
public sealed record RollingHorizonOptions
{
    /// <summary>Moves that are planned. Default 12.</summary>
    public int Moves { get; init; } = 12;

    /// <summary>Longest time of a plan in seconds. Default 1.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>CP-SAT's deterministic time of a plan: the same plan on every machine as long as the clock is not the limit. Default 0.03.</summary>
    public double Effort { get; init; } = 0.03;
}

namespace Rota.Studies.SingleMachine;

/// <summary>What <see cref="TardinessBenchmark"/> runs.</summary>
public sealed record TardinessBenchmarkOptions
{
    /// <summary>Instances of each class of a published set, 1 to 10. Default all.</summary>
    public int PerClass { get; init; } = 10;

    /// <summary>Jobs of the generated large instances, one a class; 0 leaves them out. Default 1000.</summary>
    public int LargeJobs { get; init; } = 1000;

    /// <summary>Wall time for each large instance. Default 120 s.</summary>
    public TimeSpan LargeTime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Wall time of CP-SAT, the portfolio and local search on each instance they are compared on; 0 leaves them out. Default 10 s.</summary>
    public TimeSpan PeerTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A few minutes: two instances a class, large ones for 20 s, peers for 3 s.</summary>
    public static TardinessBenchmarkOptions Short { get; } = new() { PerClass = 2, LargeTime = TimeSpan.FromSeconds(20), PeerTime = TimeSpan.FromSeconds(3) };
}

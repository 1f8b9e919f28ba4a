namespace Rota.Studies.Simulation;

/// <summary>What SimPy did in the same run of <see cref="MM1Benchmark"/>.</summary>
/// <param name="Version">Of SimPy.</param>
/// <param name="Jobs">Jobs of one run; two events each.</param>
/// <param name="EventsPerSecond">Median over the runs; start of Python and imports not counted.</param>
/// <param name="MeanWait">Mean wait in seconds over the runs.</param>
public sealed record SimPyResult(string Version, long Jobs, double EventsPerSecond, double MeanWait);

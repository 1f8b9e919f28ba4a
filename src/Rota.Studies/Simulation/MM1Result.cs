using Rota.Statistics;

namespace Rota.Studies.Simulation;

/// <summary>What <see cref="MM1Benchmark"/> measured.</summary>
/// <param name="Jobs">Jobs of one run of the kernel; two events each.</param>
/// <param name="EventsPerSecond">Median over the runs after warm-up.</param>
/// <param name="Slowest">The slowest of them, in events per second.</param>
/// <param name="Fastest">The fastest of them, in events per second.</param>
/// <param name="Cold">The very first run, code not yet compiled, in events per second.</param>
/// <param name="MeanWait">Mean wait in seconds over the runs, each with its own seed, with its interval of 95 %.</param>
/// <param name="TheoreticalWait">What queueing theory says it is, in seconds.</param>
/// <param name="SimPy">The same model on SimPy; null when it is not installed.</param>
public sealed record MM1Result(
    long Jobs, double EventsPerSecond, double Slowest, double Fastest, double Cold, Interval MeanWait, double TheoreticalWait, SimPyResult? SimPy)
{
    /// <summary>Events per second of the kernel over those of SimPy; null without SimPy.</summary>
    public double? Ratio => EventsPerSecond / SimPy?.EventsPerSecond;
}

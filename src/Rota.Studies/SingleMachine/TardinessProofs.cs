using System.Collections.Immutable;
using Rota.SingleMachine.Solvers;
using Rota.SingleMachine.Solvers.Decomposition;

namespace Rota.Studies.SingleMachine;

/// <summary>What the exact solver needs on a set, one thread.</summary>
/// <param name="Set">The set.</param>
/// <param name="Instances">Instances tried.</param>
/// <param name="Proved">Instances solved to proven optimality.</param>
/// <param name="Wrong">Instances whose value is not the published optimum.</param>
/// <param name="MeanSeconds">Mean wall time.</param>
/// <param name="WorstSeconds">Largest wall time.</param>
/// <param name="Worst">Name of the instance that took it.</param>
/// <param name="MeanCpuSeconds">Mean CPU time of the process, which does not count what other programs do meanwhile.</param>
/// <param name="WorstCpuSeconds">Largest CPU time.</param>
/// <param name="MostNodes">Most subproblems split.</param>
public sealed record TardinessProofs(
    string Set, int Instances, int Proved, int Wrong, double MeanSeconds, double WorstSeconds, string Worst,
    double MeanCpuSeconds, double WorstCpuSeconds, long MostNodes)
{
    /// <summary>Solves instances.</summary>
    /// <param name="set">What they are called together.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="progress">A line for every second of work or so; null for none.</param>
    /// <param name="cancellation">Ends the measurement; the instances so far are counted.</param>
    public static TardinessProofs Of(
        string set, ImmutableArray<TardinessInstance> instances, TextWriter? progress, CancellationToken cancellation)
    {
        var (count, proved, wrong, sum, worst, name, nodes) = (0, 0, 0, 0.0, 0.0, "-", 0L);
        var (cpuSum, cpuWorst) = (0.0, 0.0);
        foreach (var instance in instances)
        {
            if (cancellation.IsCancellationRequested) break;
            if (instance.Problem.IsIrregular) continue;
            var (began, cpuBegan) = (TimeProvider.System.GetTimestamp(), TardinessBenchmark.CpuSeconds());
            var found = BranchAndMemorize.Solve(instance.Problem, new DecompositionOptions(), () => cancellation.IsCancellationRequested);
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var cpu = TardinessBenchmark.CpuSeconds() - cpuBegan;
            if (found is null) break;
            (cpuSum, cpuWorst) = (cpuSum + cpu, Math.Max(cpuWorst, cpu));
            count++;
            proved++;
            if (found.Value != instance.Optimum) wrong++;
            sum += seconds;
            nodes = Math.Max(nodes, found.Nodes);
            if (seconds > worst) (worst, name) = (seconds, instance.Problem.Name);
            if (seconds > 1) progress?.WriteLine(FormattableString.Invariant($"exact {instance.Problem.Name}: {found.Value} in {seconds:F2} s, CPU {cpu:F2} s, {found.Nodes} subproblems"));
        }
        return new(set, count, proved, wrong, sum / Math.Max(1, count), worst, name, cpuSum / Math.Max(1, count), cpuWorst, nodes);
    }
}

using System.Collections.Immutable;
using Rota.Projects.Solvers;
using Rota.Randomness;

namespace Rota.Projects.ConstraintBench;

/// <summary>Planners without a model: the floor and the honest bar. Each gives starts for an instance.</summary>
public static class BenchBaselines
{
    private const int Restarts = 200;

    // Chosen on the suite of seed 2; figures are printed for seed 1.
    private static readonly double[] NoiseShares = [0.03, 0.08, 0.15, 0.3];

    /// <summary>By name, from the floor up. Constraint programming is added by who may use it.</summary>
    public static IReadOnlyList<(string Name, string Description, Func<BenchInstance, ImmutableArray<long>> Plan)> All { get; } =
    [
        ("zero", "every task at 0", instance => [.. new long[instance.Problem.Tasks.Length]]),
        ("precedence", "as early as precedence allows, nothing else looked at",
            instance => ById(instance.Problem.Without(ConstraintFamilies.Capacity | ConstraintFamilies.Downtime | ConstraintFamilies.Releases | ConstraintFamilies.Deadlines | ConstraintFamilies.Exclusive))),
        ("blind", "serial scheme by number, downtimes and windows not looked at",
            instance => ById(instance.Problem.Without(ConstraintFamilies.Downtime | ConstraintFamilies.Releases | ConstraintFamilies.Deadlines))),
        ("fifo", "serial scheme by number, deadlines only checked", instance => ById(instance.Problem)),
        ("edf", "serial scheme by deadline", instance => ByKey(instance.Problem, task => instance.Problem.Tasks[task].Due ?? double.PositiveInfinity)),
        ("restarts", "200 serial schemes by noisy deadlines, the first feasible", ByRestarts),
    ];

    private static ImmutableArray<long> ById(ProjectProblem problem) => ByKey(problem, task => task);

    private static ImmutableArray<long> ByKey(ProjectProblem problem, Func<int, double> key) => new SerialScheme(problem).Schedule(Order(problem, key))!.Starts;

    private static ImmutableArray<long> ByRestarts(BenchInstance instance)
    {
        var problem = instance.Problem;
        var scheme = new SerialScheme(problem);
        var random = new RandomStream(1).Split("restarts").Split(instance.Base).Split(instance.Level);
        long latest = 1;
        foreach (var task in problem.Tasks) latest = Math.Max(latest, task.Due ?? 0);
        ImmutableArray<long> last = [];
        for (var i = 0; i < Restarts; i++)
        {
            // The first run is the plain rule; then small and large noise in turn. A task without a deadline may be urgent for those after it: half of them get any key.
            var noise = i == 0 ? 0 : latest * NoiseShares[i % NoiseShares.Length];
            last = scheme.Schedule(Order(problem, Key))!.Starts;
            if (ProjectChecker.Violations(problem, ProjectSchedule.FromStarts(last.AsSpan())).IsEmpty) break;

            double Key(int task) => problem.Tasks[task].Due is { } due ? due + random.NextNormal(0, noise)
                : noise > 0 && random.NextDouble() < 0.5 ? latest * random.NextDouble()
                : latest + random.NextNormal(0, noise);
        }
        return last;
    }

    private static int[] Order(ProjectProblem problem, Func<int, double> key)
    {
        var keys = new double[problem.Tasks.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = key(i);
        return [.. Enumerable.Range(0, keys.Length).OrderBy(task => keys[task]).ThenBy(task => task)];
    }
}

using Rota.Cluster.Sharing;
using Rota.Cluster.Sharing.Estimates;
using Rota.Cluster.Sharing.Simulation;

namespace Rota.Studies.Cluster.Sharing;

/// <summary>A run and how it stands against user job fairness with the same partitioning.</summary>
internal sealed record SharingRow(string Policy, PoolRun Run, Punctuality Against);

/// <summary>The measurements behind the study's claims.</summary>
internal static class SharingBench
{
    public const string Reference = "ujf";

    /// <summary>Every policy on one workload.</summary>
    public static List<SharingRow> Compare(PoolWorkload workload, Partitioning partitioning, IEnumerable<string> policies, CancellationToken cancellation)
    {
        var options = new PoolOptions { Partitioning = partitioning };
        var reference = PoolSimulation.Run(workload, Reference, options, cancellation);
        return [.. policies.Select(policy =>
        {
            var run = policy == Reference ? reference : PoolSimulation.Run(workload, policy, options, cancellation);
            return new SharingRow(policy, run, Punctuality.Of(run, reference));
        })];
    }

    /// <summary>Mean over seeds of the first bucket against the reference's, of violation ratios and of their number.</summary>
    public static (double Cut, double Violation, double Violations) WithEstimates(
        PoolWorkload workload, string policy, Partitioning partitioning, int seeds, Func<PoolWorkload, ulong, WorkEstimates> estimates, CancellationToken cancellation)
    {
        var reference = PoolSimulation.Run(workload, Reference, new(), cancellation);
        var (cut, violation, violations) = (0.0, 0.0, 0.0);
        for (ulong seed = 1; seed <= (ulong)seeds; seed++)
        {
            var (run, s) = (new PoolOptions { Partitioning = partitioning, Seed = seed }, seed);
            var result = PoolSimulation.Run(workload, policy, run with { Estimates = jobs => estimates(jobs, s) }, cancellation);
            var against = Punctuality.Of(result, reference);
            cut += SmallCut(result, reference) / seeds;
            violation += against.Violation / seeds;
            violations += (double)against.Violations / seeds;
        }
        return (cut, violation, violations);
    }

    /// <summary>By how many per cent the mean response of the first 80 % of jobs lies below the reference's.</summary>
    public static double SmallCut(PoolRun run, PoolRun reference) => 100 * (1 - (run.MeanResponse(0, 0.8) / reference.MeanResponse(0, 0.8)));

    /// <summary>Three users with weights 1:2:4 keep 32 cores busy: the largest deviation of a share from its weight in any window of 60 s, in per cent of the share.</summary>
    public static double WeightError(CancellationToken cancellation)
    {
        const double Span = 240, Window = 60;
        var weights = new Dictionary<string, double> { ["one"] = 1, ["two"] = 2, ["four"] = 4 };
        // Jobs of different sizes, more of them than the pool can do in the span.
        var jobs = weights.Keys.SelectMany((user, u) => Enumerable.Range(0, 1500).Select(i => new PoolJob(user, $"{user}-{i}", 0, [new(2 + ((i * (u + 3)) % 9))])));
        var run = PoolSimulation.Run(new("weights", jobs, weights), "uwfq", new PoolOptions { KeepTasks = true }, cancellation);
        var worst = 0.0;
        for (var from = 0.0; from + Window <= Span; from += 1)
        {
            var served = weights.Keys.ToDictionary(user => user, _ => 0.0);
            foreach (var task in run.Tasks)
                served[run.Workload.Jobs[task.Job].User] += Math.Max(0, Math.Min(task.End, from + Window) - Math.Max(task.Start, from));
            foreach (var (user, weight) in weights) worst = Math.Max(worst, Math.Abs((served[user] / served.Values.Sum() / (weight / 7)) - 1));
        }
        return 100 * worst;
    }

    /// <summary>One user sends 400 core-seconds whole, or in 50 jobs, while another keeps the pool busy: how much the other's service differs by the end of the first user's fair share, in core-seconds.</summary>
    public static double SplitGain(CancellationToken cancellation)
    {
        double Other(int parts)
        {
            var jobs = Enumerable.Range(0, parts).Select(i => new PoolJob("splitter", $"s{i}", 0, [new(400.0 / parts) { Tasks = 800 / parts }]))
                .Concat(Enumerable.Range(0, 100).Select(i => new PoolJob("other", $"o{i}", 0, [new(20) { Tasks = 40 }])));
            var run = PoolSimulation.Run(new("split", jobs), "uwfq", new PoolOptions { KeepTasks = true }, cancellation);
            return run.Tasks.Where(task => run.Workload.Jobs[task.Job].User == "other").Sum(task => Math.Max(0, Math.Min(task.End, 25) - task.Start));
        }
        return Math.Abs(Other(1) - Other(50));
    }

    /// <summary>Groups counted as the article's scripts do, by users whose names contain one another.</summary>
    public static int SubstringCount(PoolWorkload workload) =>
        workload.Users.Sum(user => workload.Jobs.Count(job => job.User.Contains(user, StringComparison.Ordinal)));
}

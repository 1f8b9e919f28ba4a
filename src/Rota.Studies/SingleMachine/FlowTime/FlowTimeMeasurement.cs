using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>Runs policies on rows.</summary>
internal static class FlowTimeMeasurement
{
    /// <summary>All policies of the catalog on a row; random rows on seeds 1 to <paramref name="seeds"/>.</summary>
    public static FlowTimeOutcome Row(FlowTimeRow row, int seeds, CancellationToken cancellation)
    {
        var problems = Enumerable.Range(1, row.Options.Family == FlowFamily.Random ? seeds : 1).Select(seed => FlowFamilies.Create(row.Options with { Seed = (ulong)seed }));
        return Problems(row.Name, row.Letter, problems, FlowTimeRehearsal.UsualPolicies, row.Published, cancellation);
    }

    /// <summary>Policies on problems; means of the ratios.</summary>
    public static FlowTimeOutcome Problems(
        string name, char letter, IEnumerable<FlowProblem> problems, IReadOnlyList<string> policies, IReadOnlyList<double> published, CancellationToken cancellation)
    {
        var (ratios, locals, count) = (new double[policies.Count], new double[policies.Count], 0);
        foreach (var problem in problems)
        {
            var optimum = FlowOptimum.Of(problem);
            var alive = optimum.Alive;
            for (var p = 0; p < policies.Count; p++)
            {
                var run = FlowSimulation.Run(problem, FlowTimeRehearsal.Maker(policies[p]).Create(problem), null, cancellation);
                ratios[p] += (double)run.TotalFlow / (double)optimum.TotalFlow;
                locals[p] += run.Alive.LargestRatio(alive).Ratio;
            }
            count++;
        }
        for (var p = 0; p < policies.Count; p++) (ratios[p], locals[p]) = (ratios[p] / count, locals[p] / count);
        return new(name, letter, policies, ratios, locals, published);
    }

    /// <summary>Every policy against an adversary of its own.</summary>
    public static FlowTimeOutcome Adaptive(int jobs, int operations, int size, CancellationToken cancellation)
    {
        var policies = FlowPolicies.All;
        var (ratios, locals) = (new double[policies.Count], new double[policies.Count]);
        for (var p = 0; p < policies.Count; p++)
        {
            var run = FlowSimulation.Run("adaptive liar", AdaptiveLiar.Like(jobs, operations, size, 60_000), policies[p].Create(), null, cancellation);
            var optimum = FlowOptimum.Of(run.Problem);
            (ratios[p], locals[p]) = ((double)run.TotalFlow / (double)optimum.TotalFlow, run.Alive.LargestRatio(optimum.Alive).Ratio);
        }
        return new($"adaptive liar({jobs},{operations},{size})", 'L', [.. policies.Select(policy => policy.Name)], ratios, locals, []);
    }
}

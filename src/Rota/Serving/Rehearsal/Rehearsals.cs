using System.Collections.Immutable;
using Rota.Serving.Generators;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Serving.Rehearsal;

/// <summary>Runs comparisons: every policy on the same arrivals, seed by seed, rate by rate.</summary>
public static class Rehearsals
{
    /// <summary>Makes all runs of a plan; rows come in the order rate, seed, policy.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="done">Told after each run: how many are done, of how many.</param>
    /// <param name="cancellation">Ends the comparison.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="RotaException">Trace, fleet and policies do not fit together.</exception>
    public static ImmutableArray<RehearsalRow> Run(RehearsalPlan plan, Action<int, int>? done = null, CancellationToken cancellation = default)
    {
        foreach (var policy in plan.Policies) plan.Engine.FleetOf(policy);
        var cases = (from rate in plan.Rates from seed in Enumerable.Range(1, plan.Seeds) from policy in plan.Policies select (rate, seed, policy)).ToArray();
        var workloads = new Lazy<Workload>[plan.Rates.Length * plan.Seeds];
        for (var i = 0; i < workloads.Length; i++)
        {
            var (rate, seed) = (plan.Rates[i / plan.Seeds], (i % plan.Seeds) + 1);
            workloads[i] = new(() => WorkloadOf(plan, rate, seed));
        }
        var rows = new RehearsalRow[cases.Length];
        var finished = 0;
        try
        {
            Parallel.For(0, cases.Length, new ParallelOptions { MaxDegreeOfParallelism = plan.Parallel, CancellationToken = cancellation }, i =>
            {
                var (rate, seed, policy) = cases[i];
                var workload = workloads[i / plan.Policies.Length].Value;
                var result = ServingRun.Of(workload, plan.Engine.FleetOf(policy), plan.Options with { Seed = (ulong)seed }, cancellation);
                rows[i] = new(policy.Name, rate, seed, RunSummary.Of(result, plan.Targets, plan.WarmUp), result.UnfinishedReason);
                done?.Invoke(Interlocked.Increment(ref finished), cases.Length);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<RotaException>().FirstOrDefault() is { } mistake)
        {
            throw new RotaException(mistake.Message, mistake);
        }
        return [.. rows];
    }

    /// <summary>The workload of a seed at a rate.</summary>
    public static Workload WorkloadOf(RehearsalPlan plan, double rate, int seed)
    {
        var trace = plan.Trace(seed);
        return Workload.Of(rate == 1 || plan.Loop is not null ? trace : trace.ScaleRate(rate), plan.Loop);
    }
}

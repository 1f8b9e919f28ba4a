using System.Collections.Immutable;
using Rota.Serving.Engine;

namespace Rota.Serving.Rehearsal;

/// <summary>The highest rate that holds the targets, by bisection, and the number of instances that a rate needs.</summary>
public static class CapacitySearch
{
    private const double Widest = 4096;

    /// <summary>The highest factor on the trace's rate at which a share of the requests meets every target in every seed's mean.</summary>
    /// <param name="plan">Workload, fleet, targets; its rates are not used.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="share">The share, 0.9 say.</param>
    /// <param name="precision">Relative width at which the search ends.</param>
    /// <param name="probed">Told after each probe.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The probes, the last of those that held being the answer; when none held, the lowest rate tried did not hold either.</returns>
    public static CapacityResult Rate(
        RehearsalPlan plan, ServingPolicy policy, double share = 0.9, double precision = 0.02, Action<CapacityProbe>? probed = null, CancellationToken cancellation = default)
    {
        var probes = new List<CapacityProbe>();
        double low = 0, high = 0, at = 1;
        while (high == 0 || low == 0 || high / low > 1 + precision)
        {
            var probe = Probe(plan, policy, at, share, cancellation);
            probes.Add(probe);
            probed?.Invoke(probe);
            if (probe.Holds) low = at;
            else high = at;
            if (low >= Widest || (low == 0 && high < 1 / Widest)) break;
            at = high == 0 ? low * 2 : low == 0 ? high / 2 : Math.Sqrt(low * high);
        }
        return new(policy.Name, low, [.. probes]);
    }

    /// <summary>The fewest instances at which the plan's first rate holds the targets; null when <paramref name="most"/> are too few.</summary>
    public static int? Instances(
        RehearsalPlan plan, ServingPolicy policy, double share = 0.9, int most = 1024, Action<int, CapacityProbe>? probed = null, CancellationToken cancellation = default)
    {
        bool Holds(int count)
        {
            var probe = Probe(plan with { Engine = plan.Engine with { Instances = count } }, policy, plan.Rates[0], share, cancellation);
            probed?.Invoke(count, probe);
            return probe.Holds;
        }

        int high = 1;
        while (!Holds(high))
        {
            if (high >= most) return null;
            high = Math.Min(most, high * 2);
        }
        var low = high / 2;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Holds(middle)) high = middle;
            else low = middle;
        }
        return high;
    }

    private static CapacityProbe Probe(RehearsalPlan plan, ServingPolicy policy, double rate, double share, CancellationToken cancellation)
    {
        var rows = Rehearsals.Run(plan with { Policies = [policy], Rates = [rate] }, null, cancellation);
        var attained = rows.Average(row => row.Summary.All.Attainment);
        if (double.IsNaN(attained)) throw new RotaException("capacity needs a target: --slo ttft=2s,tbt=200ms, or targets in the trace");
        var requests = rows.Average(row => row.Summary.All.Requests / Math.Max(1e-9, row.Summary.MakespanSeconds));
        return new(rate, attained, requests, attained >= share && rows.All(row => row.Unfinished is null));
    }
}

/// <summary>A rate that was tried.</summary>
/// <param name="Rate">Factor on the trace's rate.</param>
/// <param name="Attainment">Share of requests that met every target.</param>
/// <param name="RequestsPerSecond">Requests a second over the whole run.</param>
/// <param name="Holds">Whether that is enough.</param>
public readonly record struct CapacityProbe(double Rate, double Attainment, double RequestsPerSecond, bool Holds);

/// <summary>What a search for the highest rate found.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rate">The highest factor that held; 0 when none did.</param>
/// <param name="Probes">Every rate tried.</param>
public sealed record CapacityResult(string Policy, double Rate, ImmutableArray<CapacityProbe> Probes);

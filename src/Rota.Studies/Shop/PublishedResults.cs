using System.Globalization;
using Rota.Shop.BestKnown;

namespace Rota.Studies.Shop;

/// <summary>
/// What engines reached in 600 s on four cores, as published by the JSPLib project (ScheduleOpt/benchmarks, August 2026). Read from the data beside the checkout; empty when it is absent.
/// </summary>
internal sealed class PublishedResults
{
    private readonly Dictionary<(string Instance, string Engine), long> makespans = [];

    public static IReadOnlyList<string> Engines { get; } = ["CP-SAT 9.15.6755", "OptalCP 2026.4.0"];

    public static PublishedResults Load()
    {
        var results = new PublishedResults();
        if (StudyData.Find("shop/solver_results_600s.csv") is not { } path) return results;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            if (long.TryParse(fields[3], CultureInfo.InvariantCulture, out var makespan)) results.makespans[(fields[0], fields[1])] = makespan;
        }
        return results;
    }

    /// <summary>Mean gap of an engine over the instances, null unless it has a result for each.</summary>
    public double? MeanGap(string engine, IReadOnlyCollection<string> instances)
    {
        var sum = 0.0;
        foreach (var instance in instances)
        {
            if (BestKnownBounds.Find(instance) is not { } known || !makespans.TryGetValue((instance, engine), out var makespan)) return null;
            sum += known.Gap(makespan);
        }
        return instances.Count == 0 ? null : sum / instances.Count;
    }
}

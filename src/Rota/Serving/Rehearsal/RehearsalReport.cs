using System.Collections.Immutable;
using Rota.Serving.Results;
using Rota.Statistics;

namespace Rota.Serving.Rehearsal;

/// <summary>A comparison read: means with intervals over the seeds, paired verdicts, and who is starved.</summary>
/// <param name="Rows">The runs.</param>
public sealed record RehearsalReport(ImmutableArray<RehearsalRow> Rows)
{
    /// <summary>Attainment of a class this far below the reference policy's marks a policy as starving it.</summary>
    public const double StarvingBelow = 0.05;

    /// <summary>A class whose 99th percentile is this many times the reference policy's is starved, too, whatever the mean says.</summary>
    public const double StarvingTail = 2;

    /// <summary>Seconds that a tail has to be longer by: twice as long as nothing is nothing.</summary>
    public const double StarvingSeconds = 1;

    /// <summary>The policies, in order; the first is the reference.</summary>
    public ImmutableArray<string> Policies { get; } = [.. Rows.Select(row => row.Policy).Distinct()];

    /// <summary>The rates, in order.</summary>
    public ImmutableArray<double> Rates { get; } = [.. Rows.Select(row => row.Rate).Distinct()];

    /// <summary>A policy's figures at a rate, seed by seed.</summary>
    public double[] Values(string policy, double rate, RehearsalMetric metric) =>
        [.. Rows.Where(row => row.Policy == policy && row.Rate == rate).OrderBy(row => row.Seed).Select(row => metric.Of(row.Summary))];

    /// <summary>Mean over the seeds; NaN when a seed has no figure.</summary>
    public double Mean(string policy, double rate, RehearsalMetric metric) => Values(policy, rate, metric).Average();

    /// <summary>The policy against the reference on the same seeds; null when figures are missing.</summary>
    public PairedComparison? AgainstReference(string policy, double rate, RehearsalMetric metric)
    {
        var (own, reference) = (Values(policy, rate, metric), Values(Policies[0], rate, metric));
        return own.Concat(reference).All(double.IsFinite) ? PairedComparison.Of(own, reference, largerIsBetter: metric.LargerIsBetter) : null;
    }

    /// <summary>
    /// Classes that a policy serves clearly worse than the reference does: by attainment, without targets by twice the mean latency, and in any case by a tail (99th
    /// percentile of the first token or of the whole) twice as long. A trace without classes is one class, "all".
    /// </summary>
    public ImmutableArray<string> Starves(string policy, double rate)
    {
        if (policy == Policies[0]) return [];
        var names = Rows[0].Summary.Classes.Select(c => c.Class).ToArray();
        return [.. names.Where((_, i) => IsStarved(Classes(policy, rate, i), Classes(Policies[0], rate, i))).Select(name => name.Length > 0 ? name : names.Length > 1 ? "(none)" : "all")];
    }

    private ClassSummary[] Classes(string policy, double rate, int index) =>
        [.. Rows.Where(row => row.Policy == policy && row.Rate == rate && row.Summary.Classes.Length > index).Select(row => row.Summary.Classes[index])];

    private static bool IsStarved(ClassSummary[] own, ClassSummary[] reference)
    {
        if (own.Length == 0 || reference.Length == 0) return false;
        if (HasLongTail(c => c.Ttft.P99) || HasLongTail(c => c.Latency.P99)) return true;
        var attained = own.Average(c => c.Attainment);
        return double.IsNaN(attained)
            ? own.Average(c => c.Latency.Mean) > 2 * reference.Average(c => c.Latency.Mean)
            : attained < reference.Average(c => c.Attainment) - StarvingBelow;

        bool HasLongTail(Func<ClassSummary, double> tail) =>
            own.Average(tail) is var ours && reference.Average(tail) is var theirs && ours > StarvingTail * theirs && ours > theirs + StarvingSeconds;
    }
}

using Rota.Statistics;

namespace Rota.Serving.Results;

/// <summary>A sample in a few numbers, exact. All NaN for an empty sample.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Mean.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Largest value.</param>
public readonly record struct Distribution(long Count, double Mean, double P50, double P90, double P95, double P99, double Max)
{
    private static readonly double[] Places = [0.5, 0.9, 0.95, 0.99];

    /// <summary>Of values; NaN among them are left out.</summary>
    public static Distribution Of(IEnumerable<double> values)
    {
        double[] kept = [.. values.Where(value => !double.IsNaN(value))];
        if (kept.Length == 0) return new(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        var q = Quantiles.Exact(kept, Places);
        return new(kept.Length, kept.Average(), q[0], q[1], q[2], q[3], kept.Max());
    }

    /// <summary>Of picoseconds, in seconds. Quantiles are values that occurred.</summary>
    public static Distribution Of(WeightedSample sample) => sample.Count == 0
        ? Of([])
        : new(
            sample.Count, sample.Mean / SimTime.Second, Seconds(sample, 0.5), Seconds(sample, 0.9), Seconds(sample, 0.95), Seconds(sample, 0.99),
            SimTime.ToSeconds(sample.Max));

    private static double Seconds(WeightedSample sample, double q) => SimTime.ToSeconds(sample.Quantile(q));
}

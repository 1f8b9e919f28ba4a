namespace Rota.Statistics;

/// <summary>A sample at a glance.</summary>
/// <param name="Count">How many values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Of the sample (divisor n - 1); 0 for a single value.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Median">The middle one, interpolated.</param>
/// <param name="P90">Nine tenths lie at or below, interpolated.</param>
/// <param name="P99">Ninety-nine hundredths lie at or below, interpolated.</param>
/// <param name="Maximum">The largest.</param>
public readonly record struct Summary(
    int Count, double Mean, double StandardDeviation, double Minimum, double Median, double P90, double P99, double Maximum)
{
    /// <summary>Summarises a sample.</summary>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public static Summary Of(ReadOnlySpan<double> values)
    {
        var moments = Moments.Of(values);
        var sorted = Quantiles.Sort(values);
        return new(
            values.Length, moments.Mean, moments.StandardDeviation, sorted[0],
            Quantiles.At(sorted, 0.5, QuantileDefinition.Interpolated),
            Quantiles.At(sorted, 0.9, QuantileDefinition.Interpolated),
            Quantiles.At(sorted, 0.99, QuantileDefinition.Interpolated),
            sorted[^1]);
    }
}

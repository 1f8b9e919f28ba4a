namespace Rota.Statistics;

/// <summary>Quantiles of a whole sample: sorted, never estimated from a sketch.</summary>
public static class Quantiles
{
    /// <summary>The quantile at <paramref name="q"/>; the values stay as they are.</summary>
    /// <param name="values">At least one value, in any order; infinities are allowed, NaN is refused.</param>
    /// <param name="q">In [0, 1]: 0 is the smallest value, 0.5 the median, 1 the largest.</param>
    /// <param name="definition">What stands between two values.</param>
    /// <exception cref="ArgumentException">No value, or a NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="q"/> outside [0, 1].</exception>
    public static double Exact(
        ReadOnlySpan<double> values, double q, QuantileDefinition definition = QuantileDefinition.Interpolated)
    {
        CheckPosition(q);
        return At(Sort(values), q, definition);
    }

    /// <summary>Several quantiles for one sort, in the order of <paramref name="qs"/>.</summary>
    /// <inheritdoc cref="Exact(ReadOnlySpan{double}, double, QuantileDefinition)"/>
    public static double[] Exact(
        ReadOnlySpan<double> values, ReadOnlySpan<double> qs, QuantileDefinition definition = QuantileDefinition.Interpolated)
    {
        foreach (var q in qs) CheckPosition(q);
        var sorted = Sort(values);
        var quantiles = new double[qs.Length];
        for (var i = 0; i < qs.Length; i++) quantiles[i] = At(sorted, qs[i], definition);
        return quantiles;
    }

    internal static double At(double[] sorted, double q, QuantileDefinition definition)
    {
        if (definition == QuantileDefinition.NearestRank) return sorted[Math.Max(0, Rank(q * sorted.Length) - 1)];
        var position = q * (sorted.Length - 1);
        var below = (int)position;
        var low = sorted[below];
        if (position == below) return low;
        var high = sorted[below + 1];
        if (low == high) return low;
        // Each end weighted by itself: the difference of the two could overflow, or be infinity minus infinity.
        var share = position - below;
        return Math.Clamp(((1 - share) * low) + (share * high), low, high);
    }

    internal static double[] Sort(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("a quantile needs at least one value", nameof(values));
        var sorted = values.ToArray();
        Array.Sort(sorted);
        // NaN sorts before every number.
        if (double.IsNaN(sorted[0])) throw new ArgumentException("NaN has no rank", nameof(values));
        return sorted;
    }

    /// <summary>The ceiling, but 0.07 times 100 is 7 and not 8 although the product comes out just above 7.</summary>
    private static int Rank(double position)
    {
        var nearest = Math.Round(position);
        return (int)(Math.Abs(position - nearest) <= 4e-16 * position ? nearest : Math.Ceiling(position));
    }

    private static void CheckPosition(double q)
    {
        if (!(q >= 0 && q <= 1)) throw new ArgumentOutOfRangeException(nameof(q), q, "a quantile lies in [0, 1]");
    }
}

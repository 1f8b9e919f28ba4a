namespace Rota.Statistics;

/// <summary>Means for ratios and gaps, where an arithmetic mean would let the largest speak alone.</summary>
public static class Means
{
    /// <summary>The n-th root of the product; 0 when a value is 0.</summary>
    /// <exception cref="ArgumentException">No value, or one that is negative or not finite.</exception>
    public static double Geometric(ReadOnlySpan<double> values) => ShiftedGeometric(values, 0);

    /// <summary>
    /// The geometric mean of the values plus <paramref name="shift"/>, less the shift: what solver comparisons use for times and gaps, since a
    /// value near 0 then counts for little.
    /// </summary>
    /// <exception cref="ArgumentException">No value, or one that is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shift is negative or not finite.</exception>
    public static double ShiftedGeometric(ReadOnlySpan<double> values, double shift)
    {
        if (!(shift >= 0 && double.IsFinite(shift)))
            throw new ArgumentOutOfRangeException(nameof(shift), shift, "a shift is finite and not negative");
        if (values.IsEmpty) throw new ArgumentException("a mean needs at least one value", nameof(values));
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!(value >= 0 && double.IsFinite(value)))
                throw new ArgumentException($"a geometric mean needs finite values of at least 0, found {value}", nameof(values));
            sum += Math.Log(value + shift);
        }
        return Math.Exp(sum / values.Length) - shift;
    }
}

namespace Rota.Statistics;

/// <summary>Shares: so many of so many.</summary>
public static class Proportion
{
    /// <summary>The share and Wilson's score interval (1927), sound for few cases and shares near 0 and 1.</summary>
    /// <param name="successes">How many succeeded.</param>
    /// <param name="cases">Of how many, at least 1.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">No case, or more successes than cases.</exception>
    public static Interval Wilson(int successes, int cases, double level = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, cases);
        Interval.CheckLevel(level);
        // Student's t with very many degrees of freedom is the normal distribution.
        var z = StudentT.Quantile((1 + level) / 2, 1_000_000_000);
        var share = (double)successes / cases;
        var shrink = 1 + (z * z / cases);
        var centre = (share + (z * z / (2 * cases))) / shrink;
        var half = z * Math.Sqrt((share * (1 - share) / cases) + (z * z / (4.0 * cases * cases))) / shrink;
        return new(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}

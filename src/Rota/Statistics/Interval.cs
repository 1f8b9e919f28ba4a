using System.Globalization;

namespace Rota.Statistics;

/// <summary>A mean and the confidence interval around it.</summary>
/// <param name="Mean">The mean of the sample.</param>
/// <param name="Low">Lower end; negative infinity when the sample says nothing of the spread.</param>
/// <param name="High">Upper end; positive infinity when the sample says nothing of the spread.</param>
public readonly record struct Interval(double Mean, double Low, double High)
{
    /// <summary>Half of the width: the number after the plus-minus sign.</summary>
    public double HalfWidth => (High - Low) / 2;

    /// <summary>True for a value in [Low, High].</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The interval of a mean after Student: mean plus or minus t s / sqrt(n), for independent values about normal.</summary>
    /// <param name="values">At least one finite value; one alone gives an interval without ends.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> outside (0, 1).</exception>
    public static Interval OfMean(ReadOnlySpan<double> values, double level = 0.95)
    {
        CheckLevel(level);
        var moments = Moments.Of(values);
        if (values.Length == 1) return new(moments.Mean, double.NegativeInfinity, double.PositiveInfinity);
        var half = StudentT.Quantile((1 + level) / 2, values.Length - 1) * moments.StandardDeviation / Math.Sqrt(values.Length);
        return new(moments.Mean, moments.Mean - half, moments.Mean + half);
    }

    internal static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence lies in (0, 1)");
    }

    /// <summary>For reading: <c>12.3 [11.9, 12.7]</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mean:G6} [{Low:G6}, {High:G6}]");
}

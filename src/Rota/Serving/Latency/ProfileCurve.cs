namespace Rota.Serving.Latency;

/// <summary>Measured times by one number, with straight lines between them and, beyond the last, the slope of the upper half.</summary>
internal sealed class ProfileCurve
{
    private readonly double[] at;
    private readonly double[] time;
    private readonly double[] whole;
    private readonly double slope;

    /// <summary>A curve through points; the first argument increasing.</summary>
    public ProfileCurve(IEnumerable<KeyValuePair<int, double>> points)
    {
        var sorted = points.OrderBy(p => p.Key).ToList();
        at = [.. sorted.Select(p => (double)p.Key)];
        time = [.. sorted.Select(p => p.Value)];
        var half = at[^1] / 2;
        // Neighbours at the end of a table differ by noise as much as by work.
        slope = at.Length == 1 ? time[0] / Math.Max(1, at[0]) : Math.Max(0, (time[^1] - Between(half)) / (at[^1] - Math.Max(half, at[0])));
        whole = new double[(int)Math.Min(at[^1], 1 << 16) + 1];
        for (var i = 0; i < whole.Length; i++) whole[i] = Between(i);
    }

    /// <summary>The largest measured argument.</summary>
    public double Last => at[^1];

    /// <summary>The sum of curves, each times a factor, at all their points.</summary>
    public static ProfileCurve Sum(IReadOnlyList<(ProfileCurve Curve, double Factor)> parts)
    {
        var points = parts.SelectMany(p => p.Curve.at).Distinct().Select(x => KeyValuePair.Create((int)x, parts.Sum(p => p.Factor * p.Curve.Of(x))));
        return new(points);
    }

    /// <summary>The time at an argument.</summary>
    public double Of(double x)
    {
        if (x > at[^1]) return time[^1] + (slope * (x - at[^1]));
        var whole = (int)x;
        return whole == x && whole >= 0 && whole < this.whole.Length ? this.whole[whole] : Between(x);
    }

    private double Between(double x)
    {
        if (x <= at[0]) return time[0];
        var i = Array.BinarySearch(at, x);
        if (i >= 0) return time[i];
        i = ~i;
        if (i >= at.Length) return time[^1];
        return time[i - 1] + ((time[i] - time[i - 1]) * (x - at[i - 1]) / (at[i] - at[i - 1]));
    }
}

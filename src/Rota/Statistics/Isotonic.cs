namespace Rota.Statistics;

/// <summary>Fits that go one way only.</summary>
public static class Isotonic
{
    /// <summary>The non-increasing sequence nearest to the values in least squares (pool adjacent violators; Ayer et al. 1955).</summary>
    /// <param name="values">The values in order.</param>
    /// <param name="weights">Their weights, above 0; empty for equal ones.</param>
    public static double[] NonIncreasing(ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default)
    {
        if (!weights.IsEmpty && weights.Length != values.Length) throw new ArgumentException("as many weights as values are needed", nameof(weights));
        var pools = new List<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < values.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            (double Sum, double Weight, int Count) pool = (values[i] * weight, weight, 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight < pool.Sum / pool.Weight)
            {
                pool = (pools[^1].Sum + pool.Sum, pools[^1].Weight + pool.Weight, pools[^1].Count + pool.Count);
                pools.RemoveAt(pools.Count - 1);
            }
            pools.Add(pool);
        }
        var fit = new double[values.Length];
        var at = 0;
        foreach (var (sum, weight, count) in pools)
            for (var i = 0; i < count; i++) fit[at++] = sum / weight;
        return fit;
    }
}

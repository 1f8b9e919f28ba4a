namespace Rota.Serving.Results;

/// <summary>
/// Durations with how often each occurred, for exact quantiles of very many gaps. Equal durations are merged when it grows; only beyond 16 million distinct
/// ones are they rounded to a millionth of their size.
/// </summary>
public sealed class WeightedSample
{
    private const int MaxDistinct = 1 << 24;
    private long[] values = new long[256];
    private long[] weights = new long[256];
    private int count;
    private bool sorted = true;

    /// <summary>Number of values, weights counted.</summary>
    public long Count { get; private set; }

    /// <summary>Sum of all values, weights counted.</summary>
    public double Sum { get; private set; }

    /// <summary>The largest value; 0 when there is none.</summary>
    public long Max { get; private set; }

    /// <summary>Mean; NaN when there is no value.</summary>
    public double Mean => Count == 0 ? double.NaN : Sum / Count;

    /// <summary>Adds a value that occurred <paramref name="weight"/> times.</summary>
    public void Add(long value, long weight = 1)
    {
        if (weight <= 0) return;
        if (count == values.Length) Grow();
        (values[count], weights[count]) = (value, weight);
        count++;
        sorted = false;
        Count += weight;
        Sum += (double)value * weight;
        if (value > Max) Max = value;
    }

    /// <summary>Adds all values of another sample.</summary>
    public void Add(WeightedSample other)
    {
        for (var i = 0; i < other.count; i++) Add(other.values[i], other.weights[i]);
    }

    /// <summary>The smallest value with at least a share <paramref name="q"/> of all values at or below it; 0 when there is none.</summary>
    /// <param name="q">In [0, 1].</param>
    public long Quantile(double q)
    {
        if (Count == 0) return 0;
        Sort();
        var rank = Math.Max(1, (long)Math.Ceiling((q * Count) - 1e-9));
        long seen = 0;
        for (var i = 0; i < count; i++)
        {
            seen += weights[i];
            if (seen >= rank) return values[i];
        }
        return values[count - 1];
    }

    /// <summary>Share of values at or below a limit; NaN when there is no value.</summary>
    public double ShareWithin(long limit)
    {
        if (Count == 0) return double.NaN;
        long within = 0;
        for (var i = 0; i < count; i++)
            if (values[i] <= limit) within += weights[i];
        return (double)within / Count;
    }

    private void Grow()
    {
        Sort();
        if (count > values.Length / 2 && values.Length >= MaxDistinct)
        {
            for (var i = 0; i < count; i++) values[i] = Rounded(values[i]);
            Merge();
        }
        if (count <= values.Length / 2) return;
        Array.Resize(ref values, values.Length * 2);
        Array.Resize(ref weights, weights.Length * 2);
    }

    private void Sort()
    {
        if (sorted) return;
        Array.Sort(values, weights, 0, count);
        Merge();
        sorted = true;
    }

    private void Merge()
    {
        var kept = 0;
        for (var i = 1; i < count; i++)
        {
            if (values[i] == values[kept]) weights[kept] += weights[i];
            else (values[++kept], weights[kept]) = (values[i], weights[i]);
        }
        if (count > 0) count = kept + 1;
    }

    private static long Rounded(long value)
    {
        long unit = 1;
        while (value / unit > 1_000_000) unit *= 10;
        return value / unit * unit;
    }
}

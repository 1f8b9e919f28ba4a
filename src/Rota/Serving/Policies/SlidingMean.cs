namespace Rota.Serving.Policies;

/// <summary>Mean of the last values; 0 before the first.</summary>
/// <param name="window">How many count.</param>
internal sealed class SlidingMean(int window)
{
    private readonly Queue<long> values = [];
    private long sum;

    public double Value => values.Count == 0 ? 0 : (double)sum / values.Count;

    public void Add(long value)
    {
        values.Enqueue(value);
        sum += value;
        if (values.Count > window) sum -= values.Dequeue();
    }
}

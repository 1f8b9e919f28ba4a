namespace Rota.Serving.Policies;

/// <summary>
/// Continuum's eta: how much the turns a program has made say about those it has left; minus the correlation of the two over recent programs. 1 when all are equally
/// long, 0 when lengths are geometric or when nothing is known.
/// </summary>
/// <param name="window">Programs that count: the last so many that ended.</param>
public sealed class Memoryfulness(int window = 256)
{
    private readonly Queue<long> lengths = [];
    private long pairs;
    private long sum;
    private long squares;
    private long products;

    /// <summary>In [-1, 1].</summary>
    public double Value
    {
        get
        {
            if (pairs < 2) return 0;
            // Turns made and turns left have the same sums: they run over the same numbers in opposite directions.
            var mean = (double)sum / pairs;
            var variance = ((double)squares / pairs) - (mean * mean);
            return variance <= 1e-12 ? 0 : (mean * mean - ((double)products / pairs)) / variance;
        }
    }

    /// <summary>A program ended.</summary>
    /// <param name="turns">The turns it had, at least 1.</param>
    public void Add(int turns)
    {
        lengths.Enqueue(turns);
        Count(turns, 1);
        if (lengths.Count > window) Count(lengths.Dequeue(), -1);
    }

    private void Count(long turns, int sign)
    {
        var made = turns * (turns - 1) / 2;
        var square = (turns - 1) * turns * ((2 * turns) - 1) / 6;
        pairs += sign * (turns - 1);
        sum += sign * made;
        squares += sign * square;
        products += sign * ((turns * made) - square);
    }
}

using Rota.Randomness;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// Output lengths of the last finished requests: a ring of a given size, half of it filled beforehand with an initial length, kept sorted beside. Lengths of
/// running requests are drawn given what they have generated, those of candidates as they come.
/// </summary>
public sealed class LengthHistory
{
    private readonly int[] ring;
    private readonly List<int> sorted;
    private int next;

    /// <summary>A history.</summary>
    /// <param name="window">Lengths kept, at least 2.</param>
    /// <param name="initialLength">What half of them are before anything has finished, at least 1.</param>
    /// <exception cref="RotaException">Out of range.</exception>
    public LengthHistory(int window, int initialLength)
    {
        if (window < 2) throw new RotaException($"a history of {window} lengths, expected at least 2");
        if (initialLength < 1) throw new RotaException($"initial length {initialLength}, expected at least 1");
        ring = new int[window];
        sorted = [.. Enumerable.Repeat(initialLength, window / 2)];
        sorted.CopyTo(ring);
        next = window / 2;
    }

    /// <summary>Lengths in it.</summary>
    public int Count => sorted.Count;

    /// <summary>The lengths, shortest first.</summary>
    public IReadOnlyList<int> Sorted => sorted;

    /// <summary>A request finished with this output length; the oldest length makes room.</summary>
    public void Add(int length)
    {
        if (sorted.Count == ring.Length) sorted.RemoveAt(sorted.BinarySearch(ring[next]));
        ring[next] = length;
        next = (next + 1) % ring.Length;
        sorted.Insert(FirstAbove(length), length);
    }

    /// <summary>A candidate's length: any of the history's, equally likely.</summary>
    public int Draw(RandomStream random) => sorted[random.Next(sorted.Count)];

    /// <summary>The length of a request that has generated so much and may not exceed its cap.</summary>
    public int DrawAbove(int generated, int cap, RandomStream random) => At(generated, cap, random.NextDouble() * Math.Max(0, Knots(generated, cap) - 1));

    /// <summary>How many knots lie at and above what a request has generated: itself, the history's longer lengths, and the cap when it is longer still.</summary>
    public int Knots(int generated, int cap)
    {
        var above = sorted.Count - FirstAbove(generated);
        return 1 + above + (cap > (above > 0 ? sorted[^1] : generated) ? 1 : 0);
    }

    /// <summary>The length at a place between the knots, linear between two of them, rounded.</summary>
    /// <param name="generated">Tokens generated so far, the first knot.</param>
    /// <param name="cap">Declared maximum.</param>
    /// <param name="place">In [0, <see cref="Knots"/> - 1].</param>
    public int At(int generated, int cap, double place)
    {
        var first = FirstAbove(generated);
        var index = Math.Min((int)place, Knots(generated, cap) - 1);
        var low = Knot(index);
        return (int)Math.Round(low + ((place - index) * (index + 1 < Knots(generated, cap) ? Knot(index + 1) - low : 0)), MidpointRounding.AwayFromZero);

        int Knot(int i) => i == 0 ? generated : first + i - 1 < sorted.Count ? sorted[first + i - 1] : cap;
    }

    /// <summary>How many length lists a round of admission draws for a batch, at least 1: min(5, 200 / batch + 1); one for an empty batch.</summary>
    public static int SampleLists(int batch) => batch == 0 ? 1 : Math.Min(5, (200 / batch) + 1);

    private int FirstAbove(int length)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= length) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

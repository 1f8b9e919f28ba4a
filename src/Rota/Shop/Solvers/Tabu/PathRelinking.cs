using Rota.Randomness;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>
/// Walks from one solution towards another by exchanging neighbours in a linear order of all operations, so that every point of the path is a
/// feasible solution without repair. After the idea of Peng, Lü and Cheng (2015), who repair instead.
/// </summary>
internal sealed class PathRelinking(DisjunctiveGraph graph, RandomStream random)
{
    private readonly int[] current = new int[graph.Count];
    private readonly int[] guide = new int[graph.Count];
    private readonly int[] placeInGuide = new int[graph.Count];
    private int remaining;

    /// <summary>The point of the path reached so far.</summary>
    public ReadOnlySpan<int> Current => current;

    /// <summary>Puts the walker on <paramref name="from"/>, facing <paramref name="to"/>.</summary>
    /// <returns>The distance: pairs of operations of one machine in different order.</returns>
    public int Start(ReadOnlySpan<int> from, ReadOnlySpan<int> to)
    {
        graph.Load(to);
        graph.SortedByHead(guide);
        for (var i = 0; i < guide.Length; i++) placeInGuide[guide[i]] = i;
        graph.Load(from);
        graph.SortedByHead(current);
        remaining = Distance();
        return remaining;
    }

    /// <summary>Goes on until the distance is at most <paramref name="goal"/>.</summary>
    public void Approach(int goal)
    {
        var machine = graph.MachineOf;
        while (remaining > goal)
        {
            var changed = false;
            var offset = random.Next(current.Length);
            for (var k = 0; k < current.Length && remaining > goal; k++)
            {
                var i = offset + k;
                if (i >= current.Length) i -= current.Length;
                if (i == current.Length - 1) continue;
                var (x, y) = (current[i], current[i + 1]);
                if (placeInGuide[x] < placeInGuide[y]) continue;
                changed = true;
                if ((random.NextBits() & 1) == 0) continue;
                current[i] = y;
                current[i + 1] = x;
                if (machine[x] == machine[y]) remaining--;
            }
            if (!changed) return;
        }
    }

    private int Distance()
    {
        var machine = graph.MachineOf;
        var sequences = new List<int>[graph.MachineCount];
        for (var m = 0; m < sequences.Length; m++) sequences[m] = [];
        foreach (var x in current) sequences[machine[x]].Add(placeInGuide[x]);
        long inversions = 0;
        foreach (var sequence in sequences) inversions += Inversions([.. sequence]);
        return (int)Math.Min(int.MaxValue, inversions);
    }

    private static long Inversions(Span<int> values)
    {
        if (values.Length < 2) return 0;
        var half = values.Length / 2;
        var count = Inversions(values[..half]) + Inversions(values[half..]);
        var merged = new int[values.Length];
        int i = 0, j = half;
        for (var k = 0; k < merged.Length; k++)
        {
            if (j == values.Length || (i < half && values[i] <= values[j]))
            {
                merged[k] = values[i++];
            }
            else
            {
                count += half - i;
                merged[k] = values[j++];
            }
        }
        merged.CopyTo(values);
        return count;
    }
}

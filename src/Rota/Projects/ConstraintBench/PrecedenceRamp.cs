using Rota.Randomness;

namespace Rota.Projects.ConstraintBench;

/// <summary>
/// A nested sequence of precedence constraints: the first k of them are level k. An edge is taken when no path leads from its tail to its head yet and, unless literal, when
/// it makes no earlier edge redundant.
/// </summary>
internal sealed class PrecedenceRamp
{
    private readonly bool[,] reaches;

    public PrecedenceRamp(int tasks, int layers, int most, bool literal, RandomStream random)
    {
        reaches = new bool[tasks, tasks];
        var pairs = new List<(int From, int To)>();
        for (var i = 0; i < tasks; i++)
            for (var j = 0; j < tasks; j++)
                if (i * layers / tasks < j * layers / tasks) pairs.Add((i, j));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pairs));
        foreach (var (from, to) in pairs)
        {
            if (Edges.Count == most) break;
            if (reaches[from, to] || (!literal && Shortcuts(from, to))) continue;
            Edges.Add((from, to));
            Close(from, to);
        }
    }

    /// <summary>The edges in order of levels.</summary>
    public List<(int From, int To)> Edges { get; } = [];

    /// <summary>True when the path over the new edge would go round an earlier one.</summary>
    private bool Shortcuts(int from, int to)
    {
        foreach (var (u, v) in Edges)
            if ((u == from || reaches[u, from]) && (v == to || reaches[to, v])) return true;
        return false;
    }

    private void Close(int from, int to)
    {
        var n = reaches.GetLength(0);
        for (var a = 0; a < n; a++)
        {
            if (a != from && !reaches[a, from]) continue;
            for (var b = 0; b < n; b++)
                if (b == to || reaches[to, b]) reaches[a, b] = true;
        }
    }

    /// <summary>Which task is reached from which over some edges.</summary>
    public static bool[,] Reach(int tasks, IEnumerable<(int From, int To)> edges)
    {
        var reach = new bool[tasks, tasks];
        foreach (var (from, to) in edges) reach[from, to] = true;
        for (var k = 0; k < tasks; k++)
            for (var i = 0; i < tasks; i++)
                if (reach[i, k])
                    for (var j = 0; j < tasks; j++) reach[i, j] |= reach[k, j];
        return reach;
    }
}

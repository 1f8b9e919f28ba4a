using System.Runtime.CompilerServices;
using Rota.Randomness;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>
/// Tabu search for the makespan from a given solution: at each step one random critical path, its moves estimated by the method of Balas and
/// Vazacopoulos (1998), the best that is not tabu taken. A move forbids to turn back each pair of operations it turned; a later move is tabu when
/// it turns back the pair of its two ends. (Forbidding whole replaced sequences, as Zhang et al. 2007 do, let N6 and N7 walks cycle: mean gap
/// 3.2 % instead of 1.1 % after 4 s on ta01, ta11, ta21, dmu46.)
/// </summary>
internal sealed unsafe class TabuWalk
{
    private const int TableBits = 16;
    private readonly DisjunctiveGraph graph;
    private readonly Node* nodes;
    private readonly RandomStream random;
    private readonly Neighborhood neighborhood;
    private readonly int[] path;
    private readonly int[] heads;
    private readonly ulong[] tabuKey = new ulong[1 << TableBits];
    private readonly long[] tabuUntil = new long[1 << TableBits];
    private readonly int tenure, tenureSpread;
    private readonly int[] best;
    private long clock;
    private Choice choice;

    public TabuWalk(DisjunctiveGraph graph, RandomStream random, Neighborhood neighborhood, int jobs)
    {
        this.graph = graph;
        this.random = random;
        this.neighborhood = neighborhood;
        nodes = graph.Nodes;
        path = new int[graph.Count];
        heads = new int[graph.Count];
        best = new int[graph.Count];
        var machines = graph.MachineCount;
        // Zhang et al. 2007: tenure between L and 1.4 L (or 1.5 L on rectangular shops), L = 10 + n / m.
        tenure = 10 + (jobs / machines);
        tenureSpread = Math.Max(1, (int)(tenure * (jobs <= 2 * machines ? 0.4 : 0.5)));
    }

    /// <summary>Steps taken since this walk was made.</summary>
    public long Steps => clock;

    /// <summary>Makespan of the best solution of the last walk.</summary>
    public int BestMakespan { get; private set; }

    /// <summary>The best solution of the last walk as a linear order.</summary>
    public ReadOnlySpan<int> Best => best;

    /// <summary>True when the last walk met a solution whose critical path proves it optimal.</summary>
    public bool ProvedOptimal { get; private set; }

    /// <summary>
    /// Walks from the graph's solution until <paramref name="patience"/> steps brought nothing better or <paramref name="stop"/> says so.
    /// Told of each better solution through <paramref name="improved"/>.
    /// </summary>
    public void Improve(long patience, Func<bool> stop, Action<int>? improved = null)
    {
        ProvedOptimal = false;
        Keep();
        var lastImprovement = clock;
        // Entries of an earlier walk are forgotten by their age.
        clock += tenure + tenureSpread + 1;
        lastImprovement = clock;
        while (clock - lastImprovement < patience)
        {
            if ((clock & 31) == 0 && stop()) return;
            clock++;
            if (!Step()) return;
            if (graph.Makespan >= BestMakespan) continue;
            Keep();
            lastImprovement = clock;
            improved?.Invoke(BestMakespan);
        }
    }

    /// <summary>Swaps random neighbours on random critical paths.</summary>
    public void Perturb(int swaps)
    {
        for (var i = 0; i < swaps; i++) ShakeBlocks(TracePath());
    }

    private void Keep()
    {
        BestMakespan = graph.Makespan;
        graph.Order.CopyTo(best);
    }

    /// <summary>One step; false when the path proves the solution optimal.</summary>
    private bool Step()
    {
        var length = TracePath();
        choice = default;
        choice.Estimate = int.MaxValue;
        var blocks = 0;
        var single = false;
        for (var i = 0; i < length;)
        {
            var j = i + 1;
            while (j < length && nodes[path[j - 1]].MachineNext == path[j]) j++;
            if (j - i > 1)
            {
                blocks++;
                single = i == 0 && j == length;
                Consider(i, j - 1, isFirst: i == 0 && nodes[path[0]].Head == 0, isLast: j == length);
            }
            i = j;
        }
        if (blocks == 0 || (single && nodes[path[0]].Head == 0))
        {
            ProvedOptimal = true;
            return false;
        }
        if (choice.Estimate == int.MaxValue && choice.TabuCount == 0) return ShakeBlocks(length);
        if (choice.Estimate == int.MaxValue) (choice.Moving, choice.Mark, choice.Behind) = (choice.TabuMoving, choice.TabuMark, choice.TabuBehind);
        return Take(choice.Moving, choice.Mark, choice.Behind) || ShakeBlocks(length);
    }

    /// <summary>Makes a move and forbids to turn back any of the pairs it turned.</summary>
    private bool Take(int moving, int mark, bool behind)
    {
        for (var x = moving; x != mark;)
        {
            x = behind ? nodes[x].MachineNext : nodes[x].MachinePrevious;
            Forbid(behind ? Pair(moving, x) : Pair(x, moving));
        }
        return behind ? graph.MoveBehind(moving, mark) : graph.MoveBefore(moving, mark);
    }

    /// <summary>No move was possible: swaps a random adjacent pair of the path that may be swapped, so that the walk goes on.</summary>
    private bool ShakeBlocks(int length)
    {
        var offset = random.Next(length);
        for (var k = 0; k < length - 1; k++)
        {
            var i = (offset + k) % length;
            if (i == length - 1) continue;
            var (u, v) = (path[i], path[i + 1]);
            if (nodes[u].MachineNext == v && nodes[u].JobNext != v && Take(u, v, behind: true)) return true;
        }
        return false;
    }

    /// <summary>A random longest path, first operation first.</summary>
    private int TracePath()
    {
        var lasts = graph.JobLast;
        var offset = random.Next(lasts.Length);
        var x = -1;
        for (var k = 0; k < lasts.Length; k++)
        {
            var candidate = lasts[offset];
            if (++offset == lasts.Length) offset = 0;
            if (nodes[candidate].End != graph.Makespan) continue;
            x = candidate;
            break;
        }
        var count = graph.Count;
        var start = count;
        while (true)
        {
            path[--start] = x;
            ref var node = ref nodes[x];
            var byJob = node.JobPrevious < count && nodes[node.JobPrevious].End == node.Head;
            var byMachine = node.MachinePrevious < count && nodes[node.MachinePrevious].End == node.Head;
            if (byJob && byMachine) x = (random.NextBits() & 1) == 0 ? node.JobPrevious : node.MachinePrevious;
            else if (byJob) x = node.JobPrevious;
            else if (byMachine) x = node.MachinePrevious;
            else break;
        }
        var length = count - start;
        Array.Copy(path, start, path, 0, length);
        return length;
    }

    private void Consider(int first, int last, bool isFirst, bool isLast)
    {
        var (a, z) = (path[first], path[last]);
        if (last - first == 1)
        {
            TryBehind(a, z);
            return;
        }
        if (neighborhood == Neighborhood.N5)
        {
            if (!isFirst) TryBehind(a, path[first + 1]);
            if (!isLast) TryBehind(path[last - 1], z);
            return;
        }
        if (!isLast)
        {
            for (var i = first; i < last; i++) TryBehind(path[i], z);
        }
        if (!isFirst)
        {
            for (var i = first + 1; i <= last; i++) TryBefore(path[i], a);
        }
        if (neighborhood == Neighborhood.N6) return;
        if (!isFirst)
        {
            for (var i = first + 1; i < last; i++) TryBehind(a, path[i]);
        }
        if (!isLast)
        {
            for (var i = first + 1; i < last; i++) TryBefore(z, path[i]);
        }
    }

    private void TryBehind(int u, int v)
    {
        ref var nodeU = ref nodes[u];
        var next = nodeU.JobNext;
        // No path from u's job successor to v: sufficient when all durations are positive, strict otherwise.
        var slack = nodes[v].Reach - nodes[next].Reach;
        if (next == v || slack < 0 || (slack == 0 && graph.HasZeroDuration)) return;
        var limit = choice.Estimate;
        var end = nodes[nodeU.MachinePrevious].End;
        var k = 0;
        var x = nodeU.MachineNext;
        while (true)
        {
            ref var node = ref nodes[x];
            var head = Math.Max(nodes[node.JobPrevious].End, end);
            heads[k++] = head;
            end = head + node.Duration;
            if (x == v) break;
            x = node.MachineNext;
        }
        var headU = Math.Max(nodes[nodeU.JobPrevious].End, end);
        var reach = Math.Max(nodes[next].Reach, nodes[nodes[v].MachineNext].Reach) + nodeU.Duration;
        var estimate = headU + reach;
        while (estimate <= limit)
        {
            ref var node = ref nodes[x];
            reach = Math.Max(nodes[node.JobNext].Reach, reach) + node.Duration;
            estimate = Math.Max(estimate, heads[--k] + reach);
            if (k == 0) break;
            x = node.MachinePrevious;
        }
        if (estimate <= limit) Weigh(u, v, behind: true, estimate);
    }

    private void TryBefore(int v, int u)
    {
        ref var nodeV = ref nodes[v];
        var previous = nodeV.JobPrevious;
        var slack = nodes[u].End - nodes[previous].End;
        if (previous == u || slack < 0 || (slack == 0 && graph.HasZeroDuration)) return;
        var limit = choice.Estimate;
        var reach = nodes[nodeV.MachineNext].Reach;
        var k = 0;
        var x = nodeV.MachinePrevious;
        while (true)
        {
            ref var node = ref nodes[x];
            var tail = Math.Max(nodes[node.JobNext].Reach, reach);
            heads[k++] = tail;
            reach = tail + node.Duration;
            if (x == u) break;
            x = node.MachinePrevious;
        }
        var tailV = Math.Max(nodes[nodeV.JobNext].Reach, reach);
        var end = Math.Max(nodes[previous].End, nodes[nodes[u].MachinePrevious].End) + nodeV.Duration;
        var estimate = end + tailV;
        while (estimate <= limit)
        {
            ref var node = ref nodes[x];
            end = Math.Max(nodes[node.JobPrevious].End, end) + node.Duration;
            estimate = Math.Max(estimate, heads[--k] + end);
            if (k == 0) break;
            x = node.MachineNext;
        }
        if (estimate <= limit) Weigh(v, u, behind: false, estimate);
    }

    /// <summary>Keeps the best move that is not tabu (or beats the best solution), ties at random; of tabu moves one at random.</summary>
    private void Weigh(int moving, int mark, bool behind, int estimate)
    {
        if (estimate >= BestMakespan && IsTabu(behind ? Pair(mark, moving) : Pair(moving, mark)))
        {
            if (random.Next(++choice.TabuCount) == 0) (choice.TabuMoving, choice.TabuMark, choice.TabuBehind) = (moving, mark, behind);
            return;
        }
        if (estimate < choice.Estimate) choice.Ties = 0;
        if (random.Next(++choice.Ties) != 0) return;
        (choice.Moving, choice.Mark, choice.Behind, choice.Estimate) = (moving, mark, behind, estimate);
    }

    /// <summary>Key of "x somewhere before y".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pair(int x, int y)
    {
        var z = (((ulong)(uint)x << 32) | (uint)y) * 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 29)) * 0xBF58476D1CE4E5B9UL;
        return z ^ (z >> 32);
    }

    private void Forbid(ulong key)
    {
        var slot = (int)(key >> (64 - TableBits));
        tabuKey[slot] = key;
        tabuUntil[slot] = clock + tenure + random.Next(tenureSpread + 1);
    }

    private bool IsTabu(ulong key)
    {
        var slot = (int)(key >> (64 - TableBits));
        return tabuUntil[slot] > clock && tabuKey[slot] == key;
    }

    private struct Choice
    {
        public int Moving, Mark, Estimate, Ties;
        public int TabuMoving, TabuMark, TabuCount;
        public bool Behind, TabuBehind;
    }
}

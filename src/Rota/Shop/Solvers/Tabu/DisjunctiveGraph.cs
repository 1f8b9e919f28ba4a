using System.Runtime.CompilerServices;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>
/// A job-shop solution as machine sequences, with heads, tails and a topological order kept up to date under moves of one operation along its
/// machine. A move reorders only the window of the order between the two operations and then recomputes only heads and tails that change.
/// </summary>
/// <remarks>
/// Nodes 0..n-1 are the operations, n the sink, then one source a machine (its MachineNext is the machine's first operation), then one source a
/// job (its Head is the job's release). The sink has place -1 and sources have place n, so that marking them never extends a scan.
/// A linear order of the operations that respects the jobs stands for a solution everywhere outside this class.
/// </remarks>
internal sealed unsafe class DisjunctiveGraph
{
    private readonly int[] jobLast;
    private readonly Node[] nodeStore;
    private readonly int[] orderStore, machineStore, scratchStore, aheadStore, lastOnMachine;
    private readonly byte[] dirtyStore;
    private readonly Node* nodes;
    private readonly int* order;
    private readonly int* scratch;
    private readonly int* ahead;
    private readonly byte* dirty;

    /// <summary>Builds the graph of a shop that is not flexible; durations and releases are divided by <paramref name="unit"/>.</summary>
    public DisjunctiveGraph(ShopProblem problem, long unit)
    {
        Count = problem.OperationCount;
        MachineCount = problem.MachineCount;
        Sink = Count;
        var sources = Count + 1;
        nodeStore = GC.AllocateArray<Node>(Count + 1 + MachineCount + problem.Jobs.Length, pinned: true);
        orderStore = GC.AllocateArray<int>(Count, pinned: true);
        scratchStore = GC.AllocateArray<int>(Count + 1, pinned: true);
        aheadStore = GC.AllocateArray<int>(Count + 1, pinned: true);
        dirtyStore = GC.AllocateArray<byte>(Count + 2, pinned: true);
        machineStore = new int[Count];
        lastOnMachine = new int[MachineCount];
        nodes = (Node*)Unsafe.AsPointer(ref nodeStore[0]);
        order = (int*)Unsafe.AsPointer(ref orderStore[0]);
        scratch = (int*)Unsafe.AsPointer(ref scratchStore[0]);
        ahead = (int*)Unsafe.AsPointer(ref aheadStore[0]);
        dirty = (byte*)Unsafe.AsPointer(ref dirtyStore[0]) + 1;
        for (var i = sources; i < nodeStore.Length; i++) nodes[i].Place = Count;
        nodes[Sink].Place = -1;
        var last = new List<int>();
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var first = problem.FirstOperation[j];
            var operations = problem.Jobs[j].Operations;
            var source = sources + MachineCount + j;
            nodes[source].Head = (int)(problem.Jobs[j].Release / unit);
            for (var k = 0; k < operations.Length; k++)
            {
                var mode = operations[k].Modes[0];
                ref var node = ref nodes[first + k];
                node.Duration = (int)(mode.Duration / unit);
                node.JobPrevious = k == 0 ? source : first + k - 1;
                node.JobNext = k == operations.Length - 1 ? Sink : first + k + 1;
                machineStore[first + k] = mode.Machine;
                HasZeroDuration |= mode.Duration == 0;
            }
            if (operations.Length > 0) last.Add(first + operations.Length - 1);
        }
        jobLast = [.. last];
    }

    /// <summary>Number of operations.</summary>
    public int Count { get; }

    /// <summary>Number of machines.</summary>
    public int MachineCount { get; }

    /// <summary>The node after every last operation.</summary>
    public int Sink { get; }

    /// <summary>True when an operation takes no time; acyclicity tests are then strict.</summary>
    public bool HasZeroDuration { get; }

    /// <summary>Longest path of the graph.</summary>
    public int Makespan { get; private set; }

    /// <summary>The nodes; valid as long as this object lives.</summary>
    public Node* Nodes => nodes;

    /// <summary>A linear order of the operations that stands for the current solution.</summary>
    public ReadOnlySpan<int> Order => orderStore;

    /// <summary>Machine of each operation.</summary>
    public ReadOnlySpan<int> MachineOf => machineStore;

    /// <summary>Last operation of each job that has any.</summary>
    public ReadOnlySpan<int> JobLast => jobLast;

    /// <summary>Takes a linear order that respects the jobs as the solution; O(n).</summary>
    public void Load(ReadOnlySpan<int> linear)
    {
        linear.CopyTo(orderStore);
        for (var m = 0; m < MachineCount; m++) lastOnMachine[m] = Count + 1 + m;
        for (var i = 0; i < Count; i++)
        {
            var x = order[i];
            ref var node = ref nodes[x];
            var previous = lastOnMachine[machineStore[x]];
            node.Place = i;
            node.MachinePrevious = previous;
            nodes[previous].MachineNext = x;
            lastOnMachine[machineStore[x]] = x;
            node.Head = Math.Max(nodes[node.JobPrevious].End, nodes[previous].End);
        }
        for (var m = 0; m < MachineCount; m++) nodes[lastOnMachine[m]].MachineNext = Sink;
        for (var i = Count - 1; i >= 0; i--)
        {
            ref var node = ref nodes[order[i]];
            node.Tail = Math.Max(nodes[node.JobNext].Reach, nodes[node.MachineNext].Reach);
        }
        MeasureMakespan();
    }

    /// <summary>Writes the operations in order of their heads (ties by topological order): the linear order with the least spurious inversions.</summary>
    public void SortedByHead(Span<int> linear)
    {
        var keys = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            linear[i] = order[i];
            keys[i] = ((long)nodes[order[i]].Head << 32) | (uint)i;
        }
        keys.AsSpan().Sort(linear);
    }

    /// <summary>Moves u right behind v on their machine. False, and nothing changed, when that would close a circle.</summary>
    public bool MoveBehind(int u, int v)
    {
        var from = nodes[u].Place;
        var to = nodes[v].Place;
        var first = nodes[u].MachineNext;
        var behind = nodes[v].MachineNext;
        // Window of the order: whatever depends on u (not through the machine arc that goes) must come behind v.
        int kept = 0, moved = 0;
        scratch[moved++] = u;
        dirty[from] = 1;
        for (var i = from + 1; i <= to; i++)
        {
            var x = order[i];
            ref var node = ref nodes[x];
            var depends = IsMarked(node.JobPrevious, from, i) || (x != first && IsMarked(node.MachinePrevious, from, i));
            if (depends)
            {
                scratch[moved++] = x;
                dirty[i] = 1;
            }
            else
            {
                ahead[kept++] = x;
            }
        }
        if (dirty[to] != 0)
        {
            for (var i = from; i <= to; i++) dirty[i] = 0;
            return false;
        }
        for (var i = from; i <= to; i++) dirty[i] = 0;
        for (var i = 0; i < kept; i++) Put(ahead[i], from + i);
        for (var i = 0; i < moved; i++) Put(scratch[i], from + kept + i);

        Link(nodes[u].MachinePrevious, first);
        Link(v, u);
        Link(u, behind);
        Refresh(first, u, behind);
        return true;
    }

    /// <summary>Moves v right before u on their machine. False, and nothing changed, when that would close a circle.</summary>
    public bool MoveBefore(int v, int u)
    {
        var from = nodes[u].Place;
        var to = nodes[v].Place;
        var last = nodes[v].MachinePrevious;
        var behind = nodes[v].MachineNext;
        int kept = 0, moved = 0;
        scratch[moved++] = v;
        dirty[to] = 1;
        for (var i = to - 1; i >= from; i--)
        {
            var x = order[i];
            ref var node = ref nodes[x];
            var needed = IsMarked(node.JobNext, i, to) || (x != last && IsMarked(node.MachineNext, i, to));
            if (needed)
            {
                scratch[moved++] = x;
                dirty[i] = 1;
            }
            else
            {
                ahead[kept++] = x;
            }
        }
        var circle = dirty[from] != 0;
        for (var i = from; i <= to; i++) dirty[i] = 0;
        if (circle) return false;
        for (var i = 0; i < kept; i++) Put(ahead[i], to - i);
        for (var i = 0; i < moved; i++) Put(scratch[i], to - kept - i);

        Link(nodes[u].MachinePrevious, v);
        Link(v, u);
        Link(last, behind);
        Refresh(v, last, behind);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsMarked(int x, int from, int to)
    {
        var place = nodes[x].Place;
        return place >= from && place <= to && dirty[place] != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(int x, int place)
    {
        order[place] = x;
        nodes[x].Place = place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Link(int x, int next)
    {
        nodes[x].MachineNext = next;
        nodes[next].MachinePrevious = x;
    }

    /// <summary>Recomputes heads and tails after the machine sequence first..last was rearranged; behind follows it.</summary>
    private void Refresh(int first, int last, int behind)
    {
        var start = Count;
        var stop = -1;
        for (var x = first; ; x = nodes[x].MachineNext)
        {
            var place = nodes[x].Place;
            dirty[place] = 1;
            if (place < start) start = place;
            if (place > stop) stop = place;
            if (x == last) break;
        }
        var lowest = start;
        var highest = stop;
        if (behind != Sink) stop = Math.Max(stop, Mark(behind));
        for (var i = start; i <= stop; i++)
        {
            if (dirty[i] == 0) continue;
            dirty[i] = 0;
            ref var node = ref nodes[order[i]];
            var head = Math.Max(nodes[node.JobPrevious].End, nodes[node.MachinePrevious].End);
            if (head == node.Head) continue;
            node.Head = head;
            var a = Mark(node.JobNext);
            var b = Mark(node.MachineNext);
            stop = Math.Max(stop, Math.Max(a, b));
        }
        dirty[-1] = 0;

        for (var x = first; ; x = nodes[x].MachineNext)
        {
            dirty[nodes[x].Place] = 1;
            if (x == last) break;
        }
        start = Math.Min(lowest, Mark(nodes[first].MachinePrevious));
        for (var i = highest; i >= start; i--)
        {
            if (dirty[i] == 0) continue;
            dirty[i] = 0;
            ref var node = ref nodes[order[i]];
            var tail = Math.Max(nodes[node.JobNext].Reach, nodes[node.MachineNext].Reach);
            if (tail == node.Tail) continue;
            node.Tail = tail;
            var a = Mark(node.JobPrevious);
            var b = Mark(node.MachinePrevious);
            start = Math.Min(start, Math.Min(a, b));
        }
        dirty[Count] = 0;
        MeasureMakespan();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Mark(int x)
    {
        var place = nodes[x].Place;
        dirty[place] = 1;
        return place;
    }

    private void MeasureMakespan()
    {
        var makespan = 0;
        foreach (var x in jobLast) makespan = Math.Max(makespan, nodes[x].End);
        Makespan = makespan;
    }
}

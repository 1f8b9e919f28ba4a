using System.Numerics;

namespace Rota.Shop.Learning;

/// <summary>
/// Jackson's preemptive schedule of a machine's operations that have not started (heads from the jobs, tails of work behind): no schedule that continues the
/// present one ends before. Asked once for the machine as it stands, and once for each candidate that might go first.
/// It ends at the largest of r + p + q over sets of operations with heads from r on and tails from q on (Carlier 1982), and a candidate that goes first raises every head
/// to its completion: so one pass over heads and one over tails answer for all candidates, where a schedule for each took nine tenths of a decision.
/// </summary>
internal sealed class OneMachineBounds
{
    private const long Nothing = long.MinValue / 2;

    private readonly DispatchShop shop;
    private readonly int[][] byHead, byTail;
    private readonly long[] heads, later;
    private readonly int[] waiting, rank;
    private readonly long[] upTo, from;
    private readonly long[] work, best;
    private int count;

    public OneMachineBounds(DispatchShop shop)
    {
        this.shop = shop;
        var lists = new List<int>[shop.Problem.MachineCount];
        for (var m = 0; m < lists.Length; m++) lists[m] = [];
        for (var o = 0; o < shop.Machine.Length; o++) lists[shop.Machine[o]].Add(o);
        byHead = [.. lists.Select(list => list.ToArray())];
        byTail = [.. lists.Select(list => list.OrderByDescending(Tail).ToArray())];
        var most = byHead.Max(list => list.Length);
        (heads, later, waiting, rank) = (new long[most], new long[most + 1], new int[most], new int[shop.Machine.Length]);
        (upTo, from) = (new long[most + 1], new long[most + 1]);
        var leaves = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, most));
        (work, best) = (new long[2 * leaves], new long[2 * leaves]);
    }

    /// <summary>The bound of the machine as it stands.</summary>
    public long Bound => Math.Max(0, later[0]);

    /// <summary>Gathers a machine's operations.</summary>
    public void Gather(ActiveState state, int machine)
    {
        ByHead(state, byHead[machine]);
        var number = 0;
        long done = 0;
        foreach (var operation in byTail[machine])
        {
            if (operation < state.NextOperation(shop.JobOf[operation])) continue;
            done += shop.Duration[operation];
            // Until it is turned into running maxima below: what this operation and those with longer tails make together.
            from[number] = done + Tail(operation);
            rank[operation] = number++;
        }
        upTo[0] = Nothing;
        for (var i = 0; i < count; i++) upTo[i + 1] = Math.Max(upTo[i], from[i]);
        from[count] = Nothing;
        for (var i = count - 1; i >= 0; i--) from[i] = Math.Max(from[i], from[i + 1]);
        Late();
    }

    /// <summary>The gathered operation that comes first among those that cannot start before a time; -1 when there is none.</summary>
    public (int Operation, long Head) FirstFrom(long time)
    {
        var i = Position(time);
        return i < count ? (waiting[i], heads[i]) : (-1, 0);
    }

    /// <summary>The bound when an operation goes first and is complete at a given time, not before its head.</summary>
    public long After(int first, long complete)
    {
        var place = rank[first];
        // Whoever has come by then waits for it: heads do not matter, and it is no more among those with longer tails than others.
        var together = Math.Max(upTo[place], from[place + 1] - shop.Duration[first]);
        return Math.Max(complete + Math.Max(Tail(first), together), later[Position(complete + 1)]);
    }

    private long Tail(int operation) => shop.WorkFrom[operation] - shop.Duration[operation];

    private void ByHead(ActiveState state, int[] list)
    {
        count = 0;
        foreach (var operation in list)
        {
            var next = state.NextOperation(shop.JobOf[operation]);
            if (operation < next) continue;
            var head = state.StartOf(shop.JobOf[operation]) + shop.WorkFrom[next] - shop.WorkFrom[operation];
            // From one decision to the next the order changes little: insertion is quick when the machine's own list is kept in order.
            var at = count++;
            for (; at > 0 && heads[at - 1] > head; at--) (heads[at], waiting[at]) = (heads[at - 1], waiting[at - 1]);
            (heads[at], waiting[at]) = (head, operation);
        }
        var tail = list.Length - count;
        var gone = 0;
        // Those that have started go to the front of the list, in any order; the others follow by head.
        foreach (var operation in list)
            if (operation < state.NextOperation(shop.JobOf[operation])) list[gone++] = operation;
        waiting.AsSpan(0, count).CopyTo(list.AsSpan(tail));
    }

    /// <summary>
    /// The bound of the operations from each head on, from the last to the first. A tree over the operations by falling tail holds, for each range, its work and the most that an
    /// operation of it makes with those before it in the range.
    /// </summary>
    private void Late()
    {
        var width = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, count));
        work.AsSpan(0, 2 * width).Clear();
        best.AsSpan(0, 2 * width).Fill(Nothing);
        later[count] = Nothing;
        for (var i = count - 1; i >= 0; i--)
        {
            var operation = waiting[i];
            var node = width + rank[operation];
            (work[node], best[node]) = (shop.Duration[operation], shop.Duration[operation] + Tail(operation));
            for (node /= 2; node > 0; node /= 2)
            {
                var (left, right) = (2 * node, (2 * node) + 1);
                work[node] = work[left] + work[right];
                best[node] = Math.Max(best[left], work[left] + best[right]);
            }
            later[i] = Math.Max(later[i + 1], heads[i] + best[1]);
        }
    }

    /// <summary>The first gathered operation whose head is not before a time.</summary>
    private int Position(long time)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (heads[middle] < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

namespace Rota.Shop.Learning;

/// <summary>
/// Jackson's preemptive schedule of a machine's operations that have not started (heads from the jobs, tails of work behind): no schedule that continues
/// the present one ends before. Asked once for the machine as it stands, and once for each candidate that might go first.
/// </summary>
internal sealed class OneMachineBounds
{
    // Beyond so many operations times candidates (100 x 100: all classic shops) a decision would take longer than everything else together.
    private const int Most = 10_000;

    private readonly DispatchShop shop;
    private readonly int[][] order;
    private readonly long[] heads;
    private readonly int[] waiting;
    private readonly long[] rest;
    private readonly long[] heapTail;
    private readonly int[] heap;
    private int count;

    public OneMachineBounds(DispatchShop shop)
    {
        this.shop = shop;
        var lists = new List<int>[shop.Problem.MachineCount];
        for (var m = 0; m < lists.Length; m++) lists[m] = [];
        for (var o = 0; o < shop.Machine.Length; o++) lists[shop.Machine[o]].Add(o);
        order = [.. lists.Select(list => list.ToArray())];
        var most = order.Max(list => list.Length);
        (heads, waiting, rest, heapTail, heap) = (new long[most], new int[most], new long[most], new long[most], new int[most]);
    }

    /// <summary>True when asking for every candidate takes little.</summary>
    public static bool IsQuick(int operations, int candidates) => (long)operations * candidates <= Most;

    /// <summary>Gathers a machine's operations by head.</summary>
    public void Gather(ActiveState state, int machine)
    {
        count = 0;
        var list = order[machine];
        for (var i = 0; i < list.Length; i++)
        {
            var operation = list[i];
            var job = shop.JobOf[operation];
            var next = state.NextOperation(job);
            if (operation < next) continue;
            var head = state.StartOf(job) + shop.WorkFrom[next] - shop.WorkFrom[operation];
            // From one decision to the next the order changes little: insertion is quick when the machine's own list is kept in order.
            var at = count++;
            for (; at > 0 && heads[at - 1] > head; at--) (heads[at], waiting[at]) = (heads[at - 1], waiting[at - 1]);
            (heads[at], waiting[at]) = (head, operation);
        }
        var tail = list.Length - count;
        var gone = 0;
        // Those that have started go to the front of the list, in any order; the others follow by head.
        for (var i = 0; i < list.Length; i++)
            if (list[i] < state.NextOperation(shop.JobOf[list[i]])) list[gone++] = list[i];
        waiting.AsSpan(0, count).CopyTo(list.AsSpan(tail));
    }

    /// <summary>The gathered operation that comes first among those that cannot start before a time; -1 when there is none.</summary>
    public (int Operation, long Head) FirstFrom(long time)
    {
        for (var i = 0; i < count; i++)
            if (heads[i] >= time) return (waiting[i], heads[i]);
        return (-1, 0);
    }

    /// <summary>The bound when an operation goes first and is complete at a given time; -1 and 0 for the machine as it stands.</summary>
    public long After(int first, long complete)
    {
        long bound = first < 0 ? 0 : complete + shop.WorkFrom[first] - shop.Duration[first];
        long now = 0;
        var (size, i) = (0, 0);
        while (true)
        {
            if (size == 0)
            {
                if (i < count && waiting[i] == first) i++;
                if (i >= count) return bound;
                now = Math.Max(now, Math.Max(complete, heads[i]));
            }
            for (; i < count && Math.Max(complete, heads[i]) <= now; i++)
            {
                if (waiting[i] == first) continue;
                rest[i] = shop.Duration[waiting[i]];
                Push(ref size, i, shop.WorkFrom[waiting[i]] - shop.Duration[waiting[i]]);
            }
            var next = i < count ? Math.Max(complete, heads[i]) : long.MaxValue;
            if (size == 0) continue;
            var top = heap[0];
            var end = now + rest[top];
            if (end <= next)
            {
                bound = Math.Max(bound, end + heapTail[0]);
                Pop(ref size);
                now = end;
            }
            else
            {
                rest[top] = end - next;
                now = next;
            }
        }
    }

    private void Push(ref int size, int item, long tail)
    {
        var at = size++;
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (heapTail[parent] >= tail) break;
            (heapTail[at], heap[at]) = (heapTail[parent], heap[parent]);
            at = parent;
        }
        (heapTail[at], heap[at]) = (tail, item);
    }

    private void Pop(ref int size)
    {
        var (tail, item) = (heapTail[--size], heap[size]);
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= size) break;
            if (child + 1 < size && heapTail[child + 1] > heapTail[child]) child++;
            if (heapTail[child] <= tail) break;
            (heapTail[at], heap[at]) = (heapTail[child], heap[child]);
            at = child;
        }
        (heapTail[at], heap[at]) = (tail, item);
    }
}

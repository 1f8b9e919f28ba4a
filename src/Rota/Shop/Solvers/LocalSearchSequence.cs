using System.Numerics;

namespace Rota.Shop.Solvers;

/// <summary>
/// A schedule as sequences on machines, kept with a linear order of all operations in which each comes after what it waits for. A move takes one
/// operation out and puts it elsewhere; starts are then corrected along the order, only where they change, and a move can be taken back. Operation
/// <c>Nil</c> stands for "none". An operation of no duration touches no machine.
/// </summary>
internal sealed class LocalSearchSequence
{
    private readonly DispatchArrays arrays;
    private readonly int[] firstOn;
    private readonly int[] order;
    private readonly int[] place;
    private readonly int[] mark;
    private readonly ulong[] dirty;
    private readonly int[] savedOrder;
    private readonly List<(int Operation, long Start)> savedStarts = [];
    private int stamp;
    private int lowest;
    private (int Operation, int Mode, int After, int From, int Length) last;

    public LocalSearchSequence(DispatchArrays arrays)
    {
        this.arrays = arrays;
        var n = Nil = arrays.JobOf.Length;
        (Mode, Start, Duration) = (new int[n], new long[n + 1], new long[n + 1]);
        (JobBefore, JobAfter, MachineBefore, MachineAfter) = (new int[n + 1], new int[n + 1], new int[n + 1], new int[n + 1]);
        (Release, order, place, mark, savedOrder) = (new long[n], new int[n], new int[n + 1], new int[n + 1], new int[n]);
        dirty = new ulong[(n + 63) / 64];
        firstOn = new int[arrays.Problem.MachineCount];
        Array.Fill(JobBefore, n);
        Array.Fill(JobAfter, n);
        for (var j = 0; j < arrays.Problem.Jobs.Length; j++)
        {
            var (first, end) = (arrays.Problem.FirstOperation[j], arrays.Problem.FirstOperation[j + 1]);
            if (first < end) Release[first] = arrays.Problem.Jobs[j].Release;
            for (var o = first + 1; o < end; o++) (JobBefore[o], JobAfter[o - 1]) = (o - 1, o);
        }
    }

    /// <summary>The number that stands for no operation.</summary>
    public int Nil { get; }

    /// <summary>Mode of each operation, numbered through all operations.</summary>
    public int[] Mode { get; }

    /// <summary>Start of each operation.</summary>
    public long[] Start { get; }

    /// <summary>Duration of each operation in its mode.</summary>
    public long[] Duration { get; }

    /// <summary>Release of first operations, 0 for others.</summary>
    public long[] Release { get; }

    public int[] JobBefore { get; }

    public int[] JobAfter { get; }

    public int[] MachineBefore { get; }

    public int[] MachineAfter { get; }

    /// <summary>Operations whose start or mode the last move changed.</summary>
    public IReadOnlyList<(int Operation, long Start)> Changed => savedStarts;

    public int MachineOf(int operation) => arrays.Machine[Mode[operation]];

    /// <summary>Takes machine sequences and modes over from a schedule and starts everything as early as they allow.</summary>
    public void Load(ShopSchedule schedule)
    {
        Array.Fill(firstOn, Nil);
        Array.Fill(MachineBefore, Nil);
        Array.Fill(MachineAfter, Nil);
        var lastOn = new int[firstOn.Length];
        Array.Fill(lastOn, Nil);
        for (var o = 0; o < Nil; o++)
        {
            order[o] = o;
            Mode[o] = arrays.FirstMode[o] + schedule.Modes[o];
            Duration[o] = arrays.Duration[Mode[o]];
        }
        // Only operations that take time wait at machines, so starts grow along machines; along jobs numbers break the ties.
        Array.Sort(order, (a, b) => schedule.Starts[a] != schedule.Starts[b] ? schedule.Starts[a].CompareTo(schedule.Starts[b]) : a.CompareTo(b));
        for (var i = 0; i < Nil; i++)
        {
            var o = order[i];
            place[o] = i;
            if (Duration[o] > 0)
            {
                var m = MachineOf(o);
                MachineBefore[o] = lastOn[m];
                if (lastOn[m] == Nil) firstOn[m] = o;
                else MachineAfter[lastOn[m]] = o;
                lastOn[m] = o;
            }
            Start[o] = Earliest(o);
        }
    }

    /// <summary>The present schedule.</summary>
    public ShopSchedule ToSchedule()
    {
        var modes = new int[Nil];
        for (var o = 0; o < Nil; o++) modes[o] = Mode[o] - arrays.FirstMode[o];
        return new([.. modes], [.. Start.AsSpan(0, Nil)]);
    }

    /// <summary>The last operation on a machine that comes before <paramref name="operation"/> in the linear order, other than it.</summary>
    public int BeforeInOrder(int operation, int machine)
    {
        for (var i = place[operation] - 1; i >= 0; i--)
            if (MachineOf(order[i]) == machine && Duration[order[i]] > 0) return order[i];
        return Nil;
    }

    /// <summary>The operation that follows <paramref name="after"/> on a machine; the machine's first after Nil.</summary>
    public int Following(int after, int machine) => after == Nil ? firstOn[machine] : MachineAfter[after];

    /// <summary>Moves an operation to a mode and behind another operation of that mode's machine (Nil = to the front). False, and nothing changed, when that would be a circle.</summary>
    public bool Move(int operation, int mode, int after)
    {
        savedStarts.Clear();
        var oldAfter = MachineAfter[operation];
        last = (operation, Mode[operation], MachineBefore[operation], 0, 0);
        Relink(operation, mode, after);
        var following = MachineAfter[operation];
        if (!Reorder(operation, MachineBefore[operation], following))
        {
            Relink(operation, last.Mode, last.After);
            return false;
        }
        lowest = dirty.Length;
        Soil(operation);
        Soil(oldAfter);
        Soil(following);
        Correct(operation, last.Mode != mode);
        return true;
    }

    /// <summary>Takes the last move back.</summary>
    public void Undo()
    {
        var (operation, mode, after, from, length) = last;
        Relink(operation, mode, after);
        for (var i = 0; i < length; i++) place[order[from + i] = savedOrder[i]] = from + i;
        foreach (var (changed, start) in savedStarts) Start[changed] = start;
    }

    private void Relink(int operation, int mode, int after)
    {
        var (before, behind) = (MachineBefore[operation], MachineAfter[operation]);
        if (before != Nil) MachineAfter[before] = behind;
        else if (firstOn[MachineOf(operation)] == operation) firstOn[MachineOf(operation)] = behind;
        if (behind != Nil) MachineBefore[behind] = before;

        Mode[operation] = mode;
        Duration[operation] = arrays.Duration[mode];
        MachineBefore[operation] = MachineAfter[operation] = Nil;
        if (Duration[operation] == 0) return;
        var machine = arrays.Machine[mode];
        var follower = Following(after, machine);
        (MachineBefore[operation], MachineAfter[operation]) = (after, follower);
        if (after == Nil) firstOn[machine] = operation;
        else MachineAfter[after] = operation;
        if (follower != Nil) MachineBefore[follower] = operation;
    }

    /// <summary>Mends the linear order so that the operation comes behind one and before another; false when no order can.</summary>
    private bool Reorder(int operation, int behind, int before)
    {
        stamp++;
        mark[operation] = stamp;
        var at = place[operation];
        if (before != Nil && place[before] < at)
        {
            var from = place[before];
            for (var i = at - 1; i >= from; i--)
            {
                var o = order[i];
                if (mark[JobAfter[o]] == stamp || mark[MachineAfter[o]] == stamp) mark[o] = stamp;
            }
            if (mark[before] == stamp) return false;
            Partition(from, at, markedFirst: true);
        }
        else if (behind != Nil && place[behind] > at)
        {
            var to = place[behind];
            for (var i = at + 1; i <= to; i++)
            {
                var o = order[i];
                if (mark[JobBefore[o]] == stamp || mark[MachineBefore[o]] == stamp) mark[o] = stamp;
            }
            if (mark[behind] == stamp) return false;
            Partition(at, to, markedFirst: false);
        }
        return true;
    }

    private void Partition(int from, int to, bool markedFirst)
    {
        var length = to - from + 1;
        order.AsSpan(from, length).CopyTo(savedOrder);
        (last.From, last.Length) = (from, length);
        var next = from;
        for (var pass = 0; pass < 2; pass++)
            for (var i = 0; i < length; i++)
                if (mark[savedOrder[i]] == stamp == (pass == 0 ? markedFirst : !markedFirst))
                    place[order[next] = savedOrder[i]] = next++;
    }

    private void Soil(int operation)
    {
        if (operation == Nil) return;
        var word = place[operation] >> 6;
        dirty[word] |= 1UL << (place[operation] & 63);
        lowest = Math.Min(lowest, word);
    }

    private void Correct(int moved, bool modeChanged)
    {
        for (var word = lowest; word < dirty.Length; word++)
            while (dirty[word] != 0)
            {
                var bit = BitOperations.TrailingZeroCount(dirty[word]);
                dirty[word] &= dirty[word] - 1;
                var o = order[(word << 6) + bit];
                var start = Earliest(o);
                if (start == Start[o] && !(o == moved && modeChanged)) continue;
                savedStarts.Add((o, Start[o]));
                Start[o] = start;
                Soil(JobAfter[o]);
                Soil(MachineAfter[o]);
            }
    }

    private long Earliest(int o)
    {
        var start = Release[o];
        var before = JobBefore[o];
        // Nil starts at 0 and takes no time.
        start = Math.Max(start, Start[before] + Duration[before]);
        before = MachineBefore[o];
        return Math.Max(start, Start[before] + Duration[before]);
    }
}

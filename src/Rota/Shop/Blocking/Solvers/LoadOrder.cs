using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// A schedule of a blocking shop as the order in which operations are loaded: what an alternative graph with one arc chosen of each pair says, as a list. Playing the list gives
/// the earliest loads in time linear in the operations. A job that stands in the way is pushed on to its next machine first, and so on; a ring that is met changes places.
/// So every list is a schedule where swaps are allowed; without swaps a list that meets a ring is none. Nothing is allocated while it plays.
/// </summary>
internal sealed class LoadOrder
{
    /// <summary>The makespan of a list that is no schedule, or that was given up because it ends too late.</summary>
    public const int None = int.MaxValue;

    // Share of places that are not looked at, so that a job does not always come back where it was (Christiaens and Vanden Berghe 2020). On six generated shops of 50 to 100 operations
    // 2 % lower makespans after 3 s of processor time than without, one run each.
    private const double Blinks = 0.2;

    // Snapshots of the floor take at most this many numbers.
    private const int MostSnapshots = 1 << 17;

    private readonly bool swap, snapshots;
    private readonly int[] first, stop, machine, duration, workFrom, jobOf;
    private readonly int jobs, machines, stride;
    private readonly int[] floor, kept, saved;
    private readonly int[] order, position, loads, before, lastOn, trace;
    private readonly int[] chain, place;
    private int cutoff, played, end;
    private bool recording, jammed, late;

    /// <summary>An empty order.</summary>
    /// <param name="shop">The shop; its stops play no part.</param>
    /// <param name="snapshots">Whether a change is played from where it begins, not from the start; the result is the same.</param>
    public LoadOrder(BlockingShop shop, bool snapshots = true)
    {
        (swap, this.snapshots) = (shop.Problem.Swap, snapshots);
        (first, machine, duration, workFrom) = (shop.First, shop.Machine, shop.Duration, shop.WorkFrom);
        (jobs, machines, Count) = (shop.Jobs, shop.Machines, shop.Operations);
        (stop, jobOf) = (first[1..], new int[Count]);
        for (var j = 0; j < jobs; j++) jobOf.AsSpan(first[j]..first[j + 1]).Fill(j);
        (floor, kept) = (new int[2 * (jobs + machines)], new int[2 * (jobs + machines)]);
        stride = snapshots ? (int)Math.Max(1, (long)Count * floor.Length / MostSnapshots) : Math.Max(1, Count);
        saved = new int[((Count / stride) + 1) * floor.Length];
        (order, position, loads, before, trace) = (new int[Count], new int[Count], new int[Count], new int[Count], new int[Count]);
        (lastOn, chain, place) = (new int[machines], new int[jobs + 1], new int[jobs]);
        Array.Fill(place, -1);
    }

    /// <summary>Number of operations.</summary>
    public int Count { get; }

    /// <summary>The makespan of the order.</summary>
    public int Makespan { get; private set; } = None;

    /// <summary>When each operation is loaded.</summary>
    public ReadOnlySpan<int> Loads => loads;

    /// <summary>Operations in the order of their loads.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>Whose operation it is.</summary>
    public int JobOf(int operation) => jobOf[operation];

    /// <summary>True for the last operation of a job.</summary>
    public bool IsLast(int operation) => operation + 1 == first[jobOf[operation] + 1];

    /// <summary>The operation before on the machine, -1 for none.</summary>
    public int Before(int operation) => before[operation];

    /// <summary>Takes over a list; operations that are asked for too early bring those of their job before them along.</summary>
    /// <returns>False when it meets a ring and swaps are not allowed: then nothing is left of the order.</returns>
    public bool Set(ReadOnlySpan<int> list)
    {
        Begin(0, None, true);
        foreach (var operation in list) Reach(operation);
        return Keep();
    }

    /// <summary>Takes over a schedule: the order of its loads, as early as it can be.</summary>
    public bool Set(BlockingSchedule schedule)
    {
        var list = new int[Count];
        for (var o = 0; o < Count; o++) list[o] = o;
        Array.Sort(list, (a, b) => (schedule.Loads[a], schedule.Ends[a], a).CompareTo((schedule.Loads[b], schedule.Ends[b], b)));
        return Set(list);
    }

    /// <summary>Lets a job leave after some of its operations; lists then hold no more of it. While a job is cut, only <see cref="Place"/> makes sense.</summary>
    public void Cut(int job, int operations) => stop[job] = (int)Math.Min(first[job + 1], first[job] + (long)operations);

    /// <summary>
    /// Tries an operation at places of a list: the best makespan, the work that was cut off its job included; then where it is done first; then by chance. The order stays what it is.
    /// </summary>
    /// <param name="list">Operations, those cut off their jobs and this one left out.</param>
    /// <param name="operation">The operation, the last of its job that is not cut off.</param>
    /// <param name="from">The first place: it goes before the operation that stands there, or to the end.</param>
    /// <param name="random">Decides ties and what is overlooked.</param>
    /// <returns>The place, before an operation on its machine or at the end, a fifth of those before operations overlooked by chance; -1 when nowhere makes a schedule.</returns>
    public int Place(ReadOnlySpan<int> list, int operation, int from, Randomness.RandomStream random)
    {
        var (job, tail) = (jobOf[operation], workFrom[operation] - duration[operation]);
        var (best, place, done, ties) = (None, -1, None, 0);
        Begin(0, None, false);
        for (var i = 0; i < from; i++) Reach(list[i]);
        for (var at = from; at <= list.Length && !jammed; at++)
        {
            if (at == list.Length || (machine[list[at]] == machine[operation] && random.NextDouble() >= Blinks))
            {
                if (snapshots) floor.CopyTo(kept);
                var before = end;
                cutoff = snapshots && best < None ? best + 1 : None;
                late = false;
                Reach(operation);
                for (var i = at; i < list.Length && !jammed && !late; i++) Reach(list[i]);
                var (makespan, ready) = jammed || late ? (None, None) : (Math.Max(end, floor[jobs + job] + tail), floor[jobs + job]);
                if (makespan < None && (makespan < best || (makespan == best && ready <= done)))
                {
                    ties = (makespan, ready) == (best, done) ? ties + 1 : 1;
                    if (random.Next(ties) == 0) place = at;
                    (best, done) = (makespan, ready);
                }
                (cutoff, late, jammed) = (None, false, false);
                if (snapshots)
                {
                    kept.CopyTo(floor, 0);
                    end = before;
                }
                else
                {
                    Begin(0, None, false);
                    for (var i = 0; i < at; i++) Reach(list[i]);
                }
            }
            if (at < list.Length) Reach(list[at]);
        }
        return place;
    }

    /// <summary>The makespan after a move; <see cref="None"/> when it is no schedule or does not end before a time.</summary>
    public int Try(in LoadMove move, int below = None)
    {
        Begin(position[move.Before], below, false);
        Play(move);
        return jammed || late ? None : end;
    }

    /// <summary>Carries out a move.</summary>
    /// <returns>False when it is no schedule: then nothing is left of the order.</returns>
    public bool Make(in LoadMove move)
    {
        Begin(0, None, true);
        for (var i = 0; i < position[move.Before]; i++) Reach(order[i]);
        Play(move);
        return Keep();
    }

    /// <summary>A copy of another order of the same shop.</summary>
    public void CopyFrom(LoadOrder other)
    {
        other.order.CopyTo(order, 0);
        other.position.CopyTo(position, 0);
        other.loads.CopyTo(loads, 0);
        other.before.CopyTo(before, 0);
        other.saved.CopyTo(saved, 0);
        Makespan = other.Makespan;
    }

    /// <summary>
    /// Walks back one path of loads that decides the makespan, by chance where two do, and collects the pairs on it whose order could be turned round: an operation, and the
    /// one that waits until it has left the machine.
    /// </summary>
    /// <returns>Number of pairs.</returns>
    public int Critical(Randomness.RandomStream random, Span<(int Before, int After)> pairs)
    {
        var last = -1;
        var ties = 0;
        for (var j = 0; j < jobs; j++)
        {
            var o = first[j + 1] - 1;
            if (loads[o] + duration[o] == Makespan && random.Next(++ties) == 0) last = o;
        }
        var count = 0;
        for (var (o, steps) = (last, 0); steps < 2 * Count && count < pairs.Length; steps++)
        {
            var own = o > first[jobOf[o]] && loads[o - 1] + duration[o - 1] == loads[o];
            var other = before[o];
            var left = other < 0 ? -1 : IsLast(other) ? loads[other] + duration[other] : loads[other + 1];
            if (left == loads[o] && (!own || random.Next(2) == 0))
            {
                if (jobOf[other] != jobOf[o]) pairs[count++] = (other, o);
                o = IsLast(other) ? other : other + 1;
                if (loads[o] == 0) break;
            }
            else if (own) o--;
            else break;
        }
        return count;
    }

    /// <summary>The schedule.</summary>
    public BlockingSchedule Schedule(ShopProblem shop) => BlockingSchedule.FromLoads(shop, loads);

    private void Play(in LoadMove move)
    {
        var from = position[move.Before];
        if (move.Later)
        {
            PlayLater(move, from);
            return;
        }
        Reach(move.After);
        for (var i = from; i < order.Length; i++)
        {
            if (jammed || late) return;
            Reach(order[i]);
        }
    }

    /// <summary>The job of the first operation stays where it is until the second one has left the machine; what it then does follows at once or when its turn comes.</summary>
    private void PlayLater(in LoadMove move, int from)
    {
        var job = jobOf[move.Before];
        var until = position[IsLast(move.After) ? move.After : move.After + 1];
        var behind = move.Before;
        for (var i = from; i < order.Length; i++)
        {
            if (jammed || late) return;
            var operation = order[i];
            if (i < until && jobOf[operation] == job)
            {
                behind = operation;
                continue;
            }
            Reach(operation);
            if (i == until) Reach(move.Eager ? behind : move.Before);
        }
        Reach(stop[job] - 1);
    }

    /// <summary>Sets the floor to where the order is at a position.</summary>
    private void Begin(int at, int below, bool record)
    {
        (cutoff, recording, jammed, late, played, end) = (None, record, false, false, 0, 0);
        var snapshot = record ? 0 : at / stride;
        if (snapshot == 0)
        {
            Array.Clear(floor);
            first.AsSpan(0, jobs).CopyTo(floor);
            floor.AsSpan(2 * jobs, machines).Fill(-1);
        }
        else saved.AsSpan(snapshot * floor.Length, floor.Length).CopyTo(floor);
        if (record) Array.Fill(lastOn, -1);
        else
        {
            for (var i = snapshot * stride; i < at; i++) Reach(order[i]);
            // Jobs that had left before the snapshot.
            for (var j = 0; j < jobs; j++)
                if (floor[j] == stop[j]) end = Math.Max(end, floor[jobs + j]);
        }
        cutoff = below;
        if (end >= below) late = true;
    }

    /// <summary>Sorts what was played by time, and takes snapshots along it.</summary>
    private bool Keep()
    {
        recording = false;
        if (jammed || played < Count)
        {
            Makespan = None;
            return false;
        }
        // Loads never fall along what depends on each other, and ties stay as they are: the sorted list is the same schedule.
        for (var i = 0; i < Count; i++)
        {
            var operation = trace[i];
            var at = i;
            for (; at > 0 && loads[order[at - 1]] > loads[operation]; at--) order[at] = order[at - 1];
            order[at] = operation;
        }
        for (var i = 0; i < Count; i++) position[order[i]] = i;
        Makespan = end;
        if (!snapshots) return true;
        Begin(0, None, false);
        for (var i = 0; i < Count; i++)
        {
            if (i % stride == 0) floor.CopyTo(saved, i / stride * floor.Length);
            Reach(order[i]);
        }
        return true;
    }

    /// <summary>Loads operations of a job until this one is loaded.</summary>
    private void Reach(int operation)
    {
        var job = jobOf[operation];
        while (floor[job] <= operation && !jammed && !late)
        {
            var next = floor[job];
            var at = machine[next];
            var sitting = floor[(2 * jobs) + at];
            if (sitting < 0) Enter(job, next, at, Math.Max(floor[jobs + job], floor[(2 * jobs) + machines + at]));
            else if (sitting == job) Enter(job, next, at, floor[jobs + job]);
            else Push(job);
        }
    }

    /// <summary>Loads the next operation of a job whose machine is held by another: that one goes first.</summary>
    private void Push(int job)
    {
        var top = 0;
        (chain[0], place[job]) = (job, 0);
        while (top >= 0 && !jammed)
        {
            var mover = chain[top];
            var next = floor[mover];
            var at = machine[next];
            var sitting = floor[(2 * jobs) + at];
            if (sitting < 0)
            {
                Enter(mover, next, at, Math.Max(floor[jobs + mover], floor[(2 * jobs) + machines + at]));
                place[mover] = -1;
                top--;
            }
            else if (sitting == mover)
            {
                // Loaded again where it is; the job behind it still waits for the machine, and pushes again.
                Enter(mover, next, at, floor[jobs + mover]);
                if (top > 0 && floor[mover] < stop[mover]) continue;
                place[mover] = -1;
                top--;
            }
            else if (place[sitting] >= 0) top = Rotate(place[sitting], top);
            else place[chain[++top] = sitting] = top;
        }
        for (; top >= 0; top--) place[chain[top]] = -1;
    }

    /// <summary>Jobs of the chain from a place on change places in a ring, all at once.</summary>
    /// <returns>The new top of the chain.</returns>
    private int Rotate(int from, int top)
    {
        if (!swap)
        {
            jammed = true;
            return top;
        }
        var time = 0;
        for (var i = from; i <= top; i++) time = Math.Max(time, floor[jobs + chain[i]]);
        for (var i = from; i <= top; i++)
        {
            var mover = chain[i];
            Enter(mover, floor[mover], machine[floor[mover]], time);
            place[mover] = -1;
        }
        return from - 1;
    }

    private void Enter(int job, int operation, int at, int time)
    {
        if (operation > first[job])
        {
            var held = machine[operation - 1];
            // In a ring the place may be taken already.
            if (floor[(2 * jobs) + held] == job)
            {
                floor[(2 * jobs) + held] = -1;
                floor[(2 * jobs) + machines + held] = time;
            }
        }
        floor[job] = operation + 1;
        var done = floor[jobs + job] = time + duration[operation];
        if (operation + 1 < stop[job]) floor[(2 * jobs) + at] = job;
        else
        {
            // Leaves when done: from then on the machine is free.
            floor[(2 * jobs) + at] = -1;
            floor[(2 * jobs) + machines + at] = done;
            if (done > end) end = done;
        }
        if (time + workFrom[operation] >= cutoff) late = true;
        if (!recording) return;
        loads[operation] = time;
        before[operation] = lastOn[at];
        lastOn[at] = operation;
        trace[played++] = operation;
    }
}

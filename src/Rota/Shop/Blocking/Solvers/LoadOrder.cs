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

    // A snapshot of the floor every so many operations; all of them take at most that many numbers. At 30x10 snapshots at every operation were most of the time of a step: 96 KB to copy.
    private const int Stride = 8;
    private const int MostSnapshots = 1 << 17;

    // A move is played so many operations a machine beyond where it ends. On two generated shops each of 20x10, 30x10, 50x15 and 30x20, geometric means after 5 s of processor time: 3652 with 6,
    // 3668 with 3, 3706 played to the end.
    private const int Beyond = 6;

    private readonly bool swap, snapshots, cutoffs, estimates;
    private readonly int[] first, stop;
    private readonly Row[] rows;
    private readonly int jobs, machines, stride, reach;

    // Of each job its next operation and when it is ready; then of each machine the job on it, -1 for none, and since when it is free.
    private readonly int[] floor, kept, saved;
    private readonly int[] order, position, loads, before, lastOn, trace;
    private readonly int[] ahead, after;
    private readonly int[] chain, place;
    private int cutoff, edge, played, end, most;
    private bool recording, jammed, late, known;

    /// <summary>An empty order.</summary>
    /// <param name="shop">The shop; its stops play no part.</param>
    /// <param name="snapshots">Whether a change is played from where it begins, not from the start; the result is the same.</param>
    /// <param name="cutoffs">Whether a place is given up once it cannot be better than the best one; the result is the same.</param>
    /// <param name="estimates">
    /// Whether what followed an operation before a change is taken to follow it still: a change is given up once that would end too late, and, where swaps are allowed, played for a few operations
    /// only. Pushing jobs on may change what follows, so that a makespan tried may be a little short or a good change be missed.
    /// </param>
    public LoadOrder(BlockingShop shop, bool snapshots = true, bool cutoffs = true, bool estimates = false)
    {
        (swap, this.snapshots, this.cutoffs, this.estimates) = (shop.Problem.Swap, snapshots, cutoffs, estimates && cutoffs);
        first = shop.First;
        (jobs, machines, Count) = (shop.Jobs, shop.Machines, shop.Operations);
        // Without swaps a ring may come later.
        reach = this.estimates && swap ? Beyond * machines : None;
        (stop, rows) = (first[1..], new Row[Count]);
        for (var j = 0; j < jobs; j++)
            for (var o = first[j]; o < first[j + 1]; o++)
                rows[o] = new(j, At(shop.Machine[o]), o > first[j] ? At(shop.Machine[o - 1]) : -1, shop.Duration[o], shop.WorkFrom[o]);
        (floor, kept) = (new int[2 * (jobs + machines)], new int[2 * (jobs + machines)]);
        stride = snapshots ? (int)Math.Max(Stride, (long)Count * floor.Length / MostSnapshots) : Math.Max(1, Count);
        saved = new int[((Count / stride) + 1) * floor.Length];
        (order, position, loads, before, trace) = (new int[Count], new int[Count], new int[Count], new int[Count], new int[Count]);
        (lastOn, chain, place) = (new int[floor.Length], new int[jobs + 1], new int[jobs]);
        (ahead, after) = (new int[Count], new int[Count]);
        Array.Fill(place, -1);

        int At(int machine) => 2 * (jobs + machine);
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
    public int JobOf(int operation) => rows[operation].Job;

    /// <summary>True for the last operation of a job.</summary>
    public bool IsLast(int operation) => operation + 1 == first[rows[operation].Job + 1];

    /// <summary>The operation before on the machine, -1 for none.</summary>
    public int Before(int operation) => before[operation];

    /// <summary>Takes over a list; operations that are asked for too early bring those of their job before them along.</summary>
    /// <returns>False when it meets a ring and swaps are not allowed: then nothing is left of the order.</returns>
    public bool Set(ReadOnlySpan<int> list)
    {
        Begin(0, None, true);
        foreach (var operation in list) Reach(operation);
        return Keep(0);
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
        var row = rows[operation];
        var tail = row.Work - row.Duration;
        var ready = (2 * row.Job) + 1;
        var (best, place, done, ties) = (None, -1, None, 0);
        Begin(0, None, false);
        for (var i = 0; i < from; i++) Reach(list[i]);
        for (var at = from; at <= list.Length && !jammed; at++)
        {
            if (at == list.Length || (rows[list[at]].At == row.At && random.NextDouble() >= Blinks))
            {
                if (snapshots) floor.CopyTo(kept);
                var soFar = end;
                cutoff = cutoffs && best < None ? best + 1 : None;
                late = false;
                Reach(operation);
                // Done later than the best place lets it be done, it would have to make the shop end earlier.
                if (cutoffs && best < None && floor[ready] > done) late |= end >= --cutoff || floor[ready] + tail >= cutoff;
                for (var i = at; i < list.Length && !jammed && !late; i++) Reach(list[i]);
                var (makespan, when) = jammed || late ? (None, None) : (Math.Max(end, floor[ready] + tail), floor[ready]);
                if (makespan < None && (makespan < best || (makespan == best && when <= done)))
                {
                    ties = (makespan, when) == (best, done) ? ties + 1 : 1;
                    if (random.Next(ties) == 0) place = at;
                    (best, done) = (makespan, when);
                }
                (cutoff, late, jammed) = (None, false, false);
                if (snapshots)
                {
                    kept.CopyTo(floor, 0);
                    end = soFar;
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
        if (estimates && below < None) Foresee();
        Begin(position[move.Before], below, false);
        // What comes after the pair still follows as it did.
        if (estimates) edge = position[IsLast(move.After) ? move.After : move.After + 1];
        most = 0;
        var whole = Play(move, below < None ? Until(edge, Count) : Count);
        return jammed || late ? None : whole ? end : Expected();
    }

    /// <summary>Carries out a move.</summary>
    /// <returns>False when it is no schedule: then nothing is left of the order.</returns>
    public bool Make(in LoadMove move)
    {
        var at = position[move.Before];
        var from = Begin(at, None, true);
        Play(move, Count);
        return Keep(from);
    }

    /// <summary>A copy of another order of the same shop.</summary>
    public void CopyFrom(LoadOrder other)
    {
        other.order.CopyTo(order, 0);
        other.position.CopyTo(position, 0);
        other.loads.CopyTo(loads, 0);
        other.before.CopyTo(before, 0);
        other.saved.CopyTo(saved, 0);
        (Makespan, known) = (other.Makespan, false);
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
            if (loads[o] + rows[o].Duration == Makespan && random.Next(++ties) == 0) last = o;
        }
        var count = 0;
        for (var (o, steps) = (last, 0); steps < 2 * Count && count < pairs.Length; steps++)
        {
            var own = o > first[rows[o].Job] && loads[o - 1] + rows[o - 1].Duration == loads[o];
            var other = before[o];
            var left = other < 0 ? -1 : IsLast(other) ? loads[other] + rows[other].Duration : loads[other + 1];
            if (left == loads[o] && (!own || random.Next(2) == 0))
            {
                if (rows[other].Job != rows[o].Job) pairs[count++] = (other, o);
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

    /// <summary>Where playing a change ends that begins or ends at a place.</summary>
    private int Until(int at, int count) => reach < count - at ? at + reach : count;

    /// <summary>When the shop is expected to end as the floor is, if what follows follows as before.</summary>
    private int Expected()
    {
        var makespan = Math.Max(end, most);
        for (var j = 0; j < jobs; j++)
            if (floor[2 * j] < stop[j]) makespan = Math.Max(makespan, floor[(2 * j) + 1] + ahead[floor[2 * j]]);
        return makespan;
    }

    /// <summary>Plays what a move makes of the order, from the first of the two on.</summary>
    /// <returns>True when it was played to the end, not only to a place.</returns>
    private bool Play(in LoadMove move, int to)
    {
        var from = position[move.Before];
        if (move.Later) return PlayLater(move, from, to);
        Reach(move.After);
        for (var i = from; i < to; i++)
        {
            if (jammed || late) return false;
            Reach(order[i]);
        }
        return to == Count;
    }

    /// <summary>The job of the first operation stays where it is until the second one has left the machine; what it then does follows at once or when its turn comes.</summary>
    private bool PlayLater(in LoadMove move, int from, int to)
    {
        var job = rows[move.Before].Job;
        var until = position[IsLast(move.After) ? move.After : move.After + 1];
        var behind = move.Before;
        for (var i = from; i < to; i++)
        {
            if (jammed || late) return false;
            var operation = order[i];
            if (i < until && rows[operation].Job == job)
            {
                behind = operation;
                continue;
            }
            Reach(operation);
            if (i == until) Reach(move.Eager ? behind : move.Before);
        }
        if (to < Count) return false;
        Reach(stop[job] - 1);
        return true;
    }

    /// <summary>Sets the floor to where the order is at a position.</summary>
    /// <returns>Where the recording goes on: what stands before it in the order stays as it is.</returns>
    private int Begin(int at, int below, bool record)
    {
        (cutoff, edge, recording, jammed, late, played, end) = (None, None, record, false, false, 0, 0);
        var snapshot = at / stride;
        var from = snapshot * stride;
        if (snapshot == 0)
        {
            for (var j = 0; j < jobs; j++) (floor[2 * j], floor[(2 * j) + 1]) = (first[j], 0);
            for (var m = jobs; m < jobs + machines; m++) (floor[2 * m], floor[(2 * m) + 1]) = (-1, 0);
        }
        else saved.AsSpan(snapshot * floor.Length, floor.Length).CopyTo(floor);
        if (record) Recall(from);
        for (var i = from; i < at; i++) Reach(order[i]);
        // Jobs that had left before the snapshot.
        for (var j = 0; j < jobs && snapshot > 0; j++)
            if (floor[2 * j] == stop[j]) end = Math.Max(end, floor[(2 * j) + 1]);
        cutoff = below;
        if (end >= below) late = true;
        return from;
    }

    /// <summary>Takes over what was recorded up to a snapshot, the rest of a ring that it cut through included.</summary>
    private void Recall(int from)
    {
        Array.Fill(lastOn, -1);
        for (var i = 0; i < from; i++) Note(order[i]);
        for (var i = from; from > 0 && i < Count && loads[order[i]] == loads[order[from - 1]]; i++)
            if (floor[2 * rows[order[i]].Job] > order[i]) Note(order[i]);

        void Note(int operation)
        {
            trace[played++] = operation;
            lastOn[rows[operation].At] = operation;
        }
    }

    /// <summary>Sorts what was played by time, and takes snapshots along it.</summary>
    /// <param name="from">What stands before it was sorted and is the same.</param>
    private bool Keep(int from)
    {
        (recording, known) = (false, false);
        if (jammed || played < Count)
        {
            Makespan = None;
            return false;
        }
        // Loads never fall along what depends on each other, and ties stay as they are: the sorted list is the same schedule.
        var low = from;
        for (var i = from; i < Count; i++)
        {
            var operation = trace[i];
            var at = i;
            for (; at > 0 && loads[order[at - 1]] > loads[operation]; at--) order[at] = order[at - 1];
            order[at] = operation;
            if (at < low) low = at;
        }
        for (var i = low; i < Count; i++) position[order[i]] = i;
        Makespan = end;
        if (!snapshots) return true;
        low -= low % stride;
        Begin(low, None, false);
        for (var i = low; i < Count; i++)
        {
            if (i % stride == 0) floor.CopyTo(saved, i / stride * floor.Length);
            Reach(order[i]);
        }
        end = Makespan;
        return true;
    }

    /// <summary>How long it takes from each load of the order to the end.</summary>
    private void Foresee()
    {
        if (known) return;
        known = true;
        Array.Fill(after, -1);
        for (var o = 0; o < Count; o++)
            if (before[o] >= 0) after[before[o]] = o;
        // In a ring some may be too short.
        Array.Clear(ahead);
        for (var i = Count - 1; i >= 0; i--)
        {
            var operation = order[i];
            ref readonly var row = ref rows[operation];
            var left = after[operation];
            var tail = row.Duration + (!IsLast(operation) ? ahead[operation + 1] : left >= 0 ? ahead[left] : 0);
            if (row.Held >= 0 && after[operation - 1] is var next && next >= 0) tail = Math.Max(tail, ahead[next]);
            ahead[operation] = tail;
        }
    }

    /// <summary>Loads operations of a job until this one is loaded.</summary>
    private void Reach(int operation)
    {
        var job = rows[operation].Job;
        while (floor[2 * job] <= operation && !jammed && !late)
        {
            var next = floor[2 * job];
            var at = rows[next].At;
            var sitting = floor[at];
            if (sitting < 0) Enter(job, next, Math.Max(floor[(2 * job) + 1], floor[at + 1]));
            else if (sitting == job) Enter(job, next, floor[(2 * job) + 1]);
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
            var next = floor[2 * mover];
            var at = rows[next].At;
            var sitting = floor[at];
            if (sitting < 0)
            {
                Enter(mover, next, Math.Max(floor[(2 * mover) + 1], floor[at + 1]));
                place[mover] = -1;
                top--;
            }
            else if (sitting == mover)
            {
                // Loaded again where it is; the job behind it still waits for the machine, and pushes again.
                Enter(mover, next, floor[(2 * mover) + 1]);
                if (top > 0 && floor[2 * mover] < stop[mover]) continue;
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
        for (var i = from; i <= top; i++) time = Math.Max(time, floor[(2 * chain[i]) + 1]);
        for (var i = from; i <= top; i++)
        {
            var mover = chain[i];
            Enter(mover, floor[2 * mover], time);
            place[mover] = -1;
        }
        return from - 1;
    }

    private void Enter(int job, int operation, int time)
    {
        ref readonly var row = ref rows[operation];
        // In a ring the place may be taken already.
        if (row.Held >= 0 && floor[row.Held] == job)
        {
            floor[row.Held] = -1;
            floor[row.Held + 1] = time;
        }
        floor[2 * job] = operation + 1;
        var done = floor[(2 * job) + 1] = time + row.Duration;
        if (operation + 1 < stop[job]) floor[row.At] = job;
        else
        {
            // Leaves when done: from then on the machine is free.
            floor[row.At] = -1;
            floor[row.At + 1] = done;
            if (done > end) end = done;
        }
        if (cutoff < None || edge < None)
        {
            var ends = time + (position[operation] > edge ? ahead[operation] : row.Work);
            if (ends > most) most = ends;
            if (ends >= cutoff) late = true;
        }
        if (!recording) return;
        loads[operation] = time;
        before[operation] = lastOn[row.At];
        lastOn[row.At] = operation;
        trace[played++] = operation;
    }

    /// <summary>What an operation is: its job, where its machine and the one its job holds before stand on the floor, its duration, and its work and that of those after it.</summary>
    private readonly record struct Row(int Job, int At, int Held, int Duration, int Work);
}

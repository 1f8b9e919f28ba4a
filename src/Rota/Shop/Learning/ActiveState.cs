namespace Rota.Shop.Learning;

/// <summary>
/// A shop under construction as an active schedule (Giffler and Thompson 1960), as arrays. The machine of the operation that can complete first decides next;
/// whoever could start on it before that completion competes for it.
/// </summary>
internal sealed class ActiveState : IDispatchState
{
    private readonly DispatchShop shop;
    private readonly int[] next;
    private readonly long[] readyAt;
    private readonly long[] freeAt;
    private readonly long[] workLeft;
    private readonly int[] left;
    private readonly int[] queue;
    private readonly long[] queueWork;
    private readonly int[] candidates;
    private readonly long[] starts;
    private readonly int[] sequence;
    private readonly long[] machineBound;
    private readonly long[] boundIfFirst;
    private readonly OneMachineBounds oneMachine;
    private readonly long[] scratch;

    public ActiveState(DispatchShop shop)
    {
        this.shop = shop;
        var (jobs, machines) = (shop.Problem.Jobs.Length, shop.Problem.MachineCount);
        (next, readyAt, candidates) = (new int[jobs], new long[jobs], new int[jobs]);
        (freeAt, workLeft, queueWork) = (new long[machines], new long[machines], new long[machines]);
        (left, queue) = (new int[machines], new int[machines]);
        (starts, sequence) = (new long[shop.Machine.Length], new int[shop.Machine.Length]);
        (machineBound, boundIfFirst, oneMachine) = (new long[machines], new long[jobs], new(shop));
        scratch = new long[3 * jobs];
    }

    private ActiveState(ActiveState other)
    {
        shop = other.shop;
        (next, readyAt, candidates) = ([.. other.next], [.. other.readyAt], [.. other.candidates]);
        (freeAt, workLeft, queueWork) = ([.. other.freeAt], [.. other.workLeft], [.. other.queueWork]);
        (left, queue, starts, sequence) = ([.. other.left], [.. other.queue], [.. other.starts], [.. other.sequence]);
        (machineBound, boundIfFirst, oneMachine) = ([.. other.machineBound], [.. other.boundIfFirst], new(shop));
        scratch = new long[other.scratch.Length];
        (Left, CandidateCount, Deciding, EarliestStart, EarliestEnd, Bound, LongestWork, Arrival) =
            (other.Left, other.CandidateCount, other.Deciding, other.EarliestStart, other.EarliestEnd, other.Bound, other.LongestWork, other.Arrival);
    }

    public DispatchShop Shop => shop;

    /// <summary>Operations not started.</summary>
    public int Left { get; private set; }

    public int CandidateCount { get; private set; }

    /// <summary>The machine the candidates compete for.</summary>
    public int Deciding { get; private set; }

    /// <summary>When the first candidate could start.</summary>
    public long EarliestStart { get; private set; }

    /// <summary>When the first candidate could be complete: no candidate starts later.</summary>
    public long EarliestEnd { get; private set; }

    /// <summary>No schedule that continues this one ends before; the makespan once nothing is left.</summary>
    public long Bound { get; private set; }

    /// <summary>Most work any job has left.</summary>
    public long LongestWork { get; private set; }

    public ReadOnlySpan<long> Starts => starts;

    /// <summary>Room for a number a candidate, three times, for whoever describes them; what is in it does not last.</summary>
    public Span<long> Scratch(int part) => scratch.AsSpan(part * next.Length, CandidateCount);

    /// <summary>The operations that have started, in the order they were decided: it respects jobs and machines.</summary>
    public ReadOnlySpan<int> Sequence => sequence.AsSpan(0, sequence.Length - Left);

    public int Job(int candidate) => candidates[candidate];

    public int NextOperation(int job) => next[job];

    public long ReadyAt(int job) => readyAt[job];

    public long FreeAt(int machine) => freeAt[machine];

    /// <summary>Work of a machine that has not started.</summary>
    public long WorkLeft(int machine) => workLeft[machine];

    /// <summary>Operations of a machine that have not started.</summary>
    public int OperationsLeft(int machine) => left[machine];

    /// <summary>Jobs whose next operation is a machine's.</summary>
    public int Queue(int machine) => queue[machine];

    /// <summary>Work of those operations.</summary>
    public long QueueWork(int machine) => queueWork[machine];

    /// <summary>No continuation completes a machine's work and what follows it before.</summary>
    public long MachineBound(int machine) => machineBound[machine];

    /// <summary>The deciding machine's bound if a candidate goes first.</summary>
    public long BoundIfFirst(int candidate) => boundIfFirst[candidate];

    /// <summary>Who comes to the deciding machine next, after the candidates: its operation, -1 for nobody, and when.</summary>
    public (int Operation, long Head) Arrival { get; private set; }

    /// <summary>When a job's next operation could start.</summary>
    public long StartOf(int job) => Math.Max(readyAt[job], freeAt[shop.Machine[next[job]]]);

    public ActiveState Copy() => new(this);

    IDispatchState IDispatchState.Copy() => Copy();

    // An operation that can start earliest is what is decided upon; at the end, the end.
    long IDispatchState.Now => Left == 0 ? Bound : EarliestStart;

    public void Reset()
    {
        Left = starts.Length;
        foreach (var array in new[] { freeAt, workLeft, queueWork }) Array.Clear(array);
        Array.Clear(left);
        Array.Clear(queue);
        for (var o = 0; o < starts.Length; o++)
        {
            workLeft[shop.Machine[o]] += shop.Duration[o];
            left[shop.Machine[o]]++;
        }
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = shop.Problem.FirstOperation[j];
            readyAt[j] = shop.Problem.Jobs[j].Release;
            if (next[j] < shop.End[j]) Join(next[j]);
        }
        for (var m = 0; m < freeAt.Length; m++)
        {
            oneMachine.Gather(this, m);
            machineBound[m] = oneMachine.Bound;
        }
        GoOn();
    }

    /// <summary>Starts a candidate's operation and goes on until there is a choice again, or nothing left.</summary>
    public void Start(int candidate)
    {
        Begin(candidates[candidate]);
        GoOn();
    }

    public ulong Digest() =>
        new Rota.Learning.StateDigest().Add(Left).AddAll<int>(next).AddAll<long>(readyAt).AddAll<long>(freeAt).AddAll<long>(starts).Value;

    private void Join(int operation)
    {
        queue[shop.Machine[operation]]++;
        queueWork[shop.Machine[operation]] += shop.Duration[operation];
    }

    private void Begin(int job)
    {
        var operation = next[job];
        var (machine, duration) = (shop.Machine[operation], shop.Duration[operation]);
        var start = Math.Max(readyAt[job], freeAt[machine]);
        starts[operation] = start;
        sequence[sequence.Length - Left] = operation;
        freeAt[machine] = readyAt[job] = start + duration;
        workLeft[machine] -= duration;
        left[machine]--;
        queue[machine]--;
        queueWork[machine] -= duration;
        Left--;
        if (++next[job] < shop.End[job]) Join(operation + 1);
    }

    /// <summary>Starts what nobody competes with, and stops where a machine has a choice.</summary>
    private void GoOn()
    {
        CandidateCount = 0;
        while (Left > 0)
        {
            var (soonest, first) = (long.MaxValue, -1);
            for (var j = 0; j < next.Length; j++)
            {
                var operation = next[j];
                if (operation == shop.End[j]) continue;
                var end = Math.Max(readyAt[j], freeAt[shop.Machine[operation]]) + shop.Duration[operation];
                if (end < soonest) (soonest, first) = (end, j);
            }
            var machine = shop.Machine[next[first]];
            if (queue[machine] > 1)
            {
                Gather(machine, soonest, first);
                if (CandidateCount > 1) break;
            }
            Begin(first);
        }
        if (Left == 0) CandidateCount = 0;
        else Foresee();
        Bound = LowerBound();
    }

    /// <summary>What each choice would cost the machine.</summary>
    private void Foresee()
    {
        oneMachine.Gather(this, Deciding);
        machineBound[Deciding] = Math.Max(machineBound[Deciding], oneMachine.Bound);
        Arrival = oneMachine.FirstFrom(EarliestEnd);
        for (var i = 0; i < CandidateCount; i++)
        {
            var job = candidates[i];
            boundIfFirst[i] = oneMachine.After(next[job], StartOf(job) + shop.Duration[next[job]]);
        }
    }

    private void Gather(int machine, long soonest, int first)
    {
        (Deciding, EarliestEnd, EarliestStart, CandidateCount) = (machine, soonest, long.MaxValue, 0);
        for (var j = 0; j < next.Length; j++)
        {
            if (next[j] == shop.End[j] || shop.Machine[next[j]] != machine) continue;
            var start = Math.Max(readyAt[j], freeAt[machine]);
            // An operation without duration ends when it starts: it competes all the same.
            if (start >= soonest && j != first) continue;
            candidates[CandidateCount++] = j;
            EarliestStart = Math.Min(EarliestStart, start);
        }
    }

    private long LowerBound()
    {
        (long bound, LongestWork) = (0, 0);
        for (var j = 0; j < next.Length; j++)
        {
            var end = readyAt[j];
            if (next[j] < shop.End[j])
            {
                var work = shop.WorkFrom[next[j]];
                end = Math.Max(end, freeAt[shop.Machine[next[j]]]) + work;
                LongestWork = Math.Max(LongestWork, work);
            }
            bound = Math.Max(bound, end);
        }
        for (var m = 0; m < freeAt.Length; m++)
        {
            if (workLeft[m] > 0) machineBound[m] = Math.Max(machineBound[m], freeAt[m] + workLeft[m]);
            else machineBound[m] = freeAt[m];
            bound = Math.Max(bound, machineBound[m]);
        }
        return bound;
    }
}

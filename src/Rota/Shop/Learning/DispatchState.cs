namespace Rota.Shop.Learning;

/// <summary>A shop floor under non-delay dispatching, as arrays: where jobs and machines are, who waits, what can start now.</summary>
internal sealed class DispatchState : IDispatchState
{
    private readonly DispatchShop shop;
    private readonly int[] next;
    private readonly long[] readyAt;
    private readonly long[] freeAt;
    private readonly long[] machineWork;
    private readonly int[] waiting;
    private readonly int[] candidates;
    private readonly long[] starts;
    private readonly int[] ready;
    private readonly long[] startAt;
    private readonly int[] nextMachine;

    public DispatchState(DispatchShop shop)
    {
        this.shop = shop;
        var (jobs, machines) = (shop.Problem.Jobs.Length, shop.Problem.MachineCount);
        (next, readyAt, candidates) = (new int[jobs], new long[jobs], new int[jobs]);
        (freeAt, machineWork, waiting) = (new long[machines], new long[machines], new int[machines]);
        nextMachine = new int[jobs];
        (starts, ready, startAt) = (new long[shop.Machine.Length], new int[jobs], new long[jobs]);
    }

    private DispatchState(DispatchState other)
    {
        shop = other.shop;
        (next, readyAt, candidates) = ([.. other.next], [.. other.readyAt], [.. other.candidates]);
        (freeAt, machineWork, waiting) = ([.. other.freeAt], [.. other.machineWork], [.. other.waiting]);
        nextMachine = [.. other.nextMachine];
        (starts, ready, startAt) = ([.. other.starts], [.. other.ready], [.. other.startAt]);
        (Now, Left, CandidateCount, Bound) = (other.Now, other.Left, other.CandidateCount, other.Bound);
    }

    public DispatchShop Shop => shop;

    public long Now { get; private set; }

    /// <summary>Operations not started.</summary>
    public int Left { get; private set; }

    public int CandidateCount { get; private set; }

    /// <summary>No schedule that continues this one ends before; the makespan once nothing is left.</summary>
    public long Bound { get; private set; }

    public ReadOnlySpan<long> Starts => starts;

    public int Job(int candidate) => candidates[candidate];

    public int NextOperation(int job) => next[job];

    public long ReadyAt(int job) => readyAt[job];

    public long FreeAt(int machine) => freeAt[machine];

    /// <summary>Work of a machine that has not started.</summary>
    public long WorkLeft(int machine) => machineWork[machine];

    /// <summary>Operations that could start on a machine at this moment.</summary>
    public int Waiting(int machine) => waiting[machine];

    public IDispatchState Copy() => new DispatchState(this);

    public void Reset()
    {
        (Now, Left) = (0, starts.Length);
        Array.Clear(freeAt);
        Array.Clear(machineWork);
        for (var o = 0; o < starts.Length; o++) machineWork[shop.Machine[o]] += shop.Duration[o];
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = shop.Problem.FirstOperation[j];
            readyAt[j] = shop.Problem.Jobs[j].Release;
            Look(j);
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
        new Rota.Learning.StateDigest().Add(Now).Add(Left).AddAll<int>(next).AddAll<long>(readyAt).AddAll<long>(freeAt).AddAll<long>(starts).Value;

    private void Begin(int job)
    {
        var operation = next[job]++;
        var (machine, duration) = (shop.Machine[operation], shop.Duration[operation]);
        starts[operation] = Now;
        var end = Now + duration;
        freeAt[machine] = readyAt[job] = end;
        machineWork[machine] -= duration;
        Left--;
        // Whoever waits for this machine, or will come to it earlier, starts when it is free.
        var machines = nextMachine;
        for (var j = 0; j < machines.Length; j++)
            if (machines[j] == machine && startAt[j] < end) startAt[j] = end;
        Look(job);
    }

    /// <summary>Notes where a job goes next and when it can start there.</summary>
    private void Look(int job)
    {
        var operation = next[job];
        var over = operation == shop.End[job];
        nextMachine[job] = over ? -1 : shop.Machine[operation];
        startAt[job] = over ? long.MaxValue : Math.Max(readyAt[job], freeAt[nextMachine[job]]);
    }

    /// <summary>Starts what is alone at its machine, lets time pass while nothing can start, and stops where a machine has a choice.</summary>
    private void GoOn()
    {
        CandidateCount = 0;
        while (Left > 0)
        {
            var count = Gather();
            for (var i = 0; i < count; i++) waiting[nextMachine[ready[i]]] = 0;
            for (var i = 0; i < count; i++) waiting[nextMachine[ready[i]]]++;
            if (StartAlone(count)) continue;
            ready.AsSpan(0, count).CopyTo(candidates);
            CandidateCount = count;
            break;
        }
        Bound = LowerBound();
    }

    /// <summary>Who can start now; when nobody can, time passes to the moment somebody can.</summary>
    private int Gather()
    {
        var (count, now, soonest) = (0, Now, long.MaxValue);
        for (var j = 0; j < startAt.Length; j++)
        {
            var at = Math.Max(startAt[j], now);
            if (at > soonest || at == long.MaxValue) continue;
            if (at < soonest) (soonest, count) = (at, 0);
            ready[count++] = j;
        }
        Now = soonest;
        return count;
    }

    /// <summary>True when something was alone and started. What takes no time changes who is ready at this moment: everyone is looked at anew.</summary>
    private bool StartAlone(int count)
    {
        var any = false;
        for (var i = 0; i < count; i++)
        {
            var job = ready[i];
            if (waiting[nextMachine[job]] > 1) continue;
            any = true;
            var instant = shop.Duration[next[job]] == 0;
            Begin(job);
            if (instant) break;
        }
        return any;
    }

    private long LowerBound()
    {
        long bound = 0;
        for (var j = 0; j < next.Length; j++)
        {
            var begun = nextMachine[j] < 0 ? readyAt[j] : Math.Max(Now, startAt[j]) + shop.WorkFrom[next[j]];
            bound = Math.Max(bound, begun);
        }
        for (var m = 0; m < freeAt.Length; m++)
            bound = Math.Max(bound, machineWork[m] == 0 ? freeAt[m] : Math.Max(Now, freeAt[m]) + machineWork[m]);
        return bound;
    }
}

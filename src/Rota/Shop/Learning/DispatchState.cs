namespace Rota.Shop.Learning;

/// <summary>A shop floor under non-delay dispatching, as arrays: where jobs and machines are, who waits, what can start now.</summary>
internal sealed class DispatchState
{
    private readonly DispatchShop shop;
    private readonly int[] next;
    private readonly long[] readyAt;
    private readonly long[] freeAt;
    private readonly long[] machineWork;
    private readonly int[] waiting;
    private readonly int[] candidates;
    private readonly long[] starts;

    public DispatchState(DispatchShop shop)
    {
        this.shop = shop;
        var (jobs, machines) = (shop.Problem.Jobs.Length, shop.Problem.MachineCount);
        (next, readyAt, candidates) = (new int[jobs], new long[jobs], new int[jobs]);
        (freeAt, machineWork, waiting) = (new long[machines], new long[machines], new int[machines]);
        starts = new long[shop.Machine.Length];
    }

    private DispatchState(DispatchState other)
    {
        shop = other.shop;
        (next, readyAt, candidates) = ([.. other.next], [.. other.readyAt], [.. other.candidates]);
        (freeAt, machineWork, waiting) = ([.. other.freeAt], [.. other.machineWork], [.. other.waiting]);
        starts = [.. other.starts];
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

    public DispatchState Copy() => new(this);

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
        freeAt[machine] = readyAt[job] = Now + duration;
        machineWork[machine] -= duration;
        Left--;
    }

    /// <summary>Starts what is alone at its machine, lets time pass while nothing can start, and stops where a machine has a choice.</summary>
    private void GoOn()
    {
        while (Left > 0)
        {
            Array.Clear(waiting);
            var any = false;
            for (var j = 0; j < next.Length; j++)
            {
                if (!Ready(j)) continue;
                waiting[shop.Machine[next[j]]]++;
                any = true;
            }
            if (!any)
            {
                Advance();
                continue;
            }
            CandidateCount = 0;
            var alone = -1;
            for (var j = 0; j < next.Length; j++)
            {
                if (!Ready(j)) continue;
                if (waiting[shop.Machine[next[j]]] > 1) candidates[CandidateCount++] = j;
                else if (alone < 0) alone = j;
            }
            if (alone < 0) break;
            Begin(alone);
        }
        if (Left == 0) CandidateCount = 0;
        Bound = LowerBound();
    }

    private bool Ready(int job) => next[job] < shop.Problem.FirstOperation[job + 1] && readyAt[job] <= Now && freeAt[shop.Machine[next[job]]] <= Now;

    private void Advance()
    {
        var soonest = long.MaxValue;
        for (var j = 0; j < next.Length; j++)
            if (next[j] < shop.Problem.FirstOperation[j + 1]) soonest = Math.Min(soonest, Math.Max(readyAt[j], freeAt[shop.Machine[next[j]]]));
        Now = soonest;
    }

    private long LowerBound()
    {
        long bound = 0;
        for (var j = 0; j < next.Length; j++)
        {
            var begun = readyAt[j];
            if (next[j] < shop.Problem.FirstOperation[j + 1])
                begun = Math.Max(Math.Max(Now, begun), freeAt[shop.Machine[next[j]]]) + shop.WorkFrom[next[j]];
            bound = Math.Max(bound, begun);
        }
        for (var m = 0; m < freeAt.Length; m++)
            bound = Math.Max(bound, machineWork[m] == 0 ? freeAt[m] : Math.Max(Now, freeAt[m]) + machineWork[m]);
        return bound;
    }
}

namespace Rota.Shop.Solvers.Packing;

/// <summary>
/// A non-delay schedule under construction, in order of time, that can be taken back step by step. Each machine has one coming event: the end of what
/// it runs, a start when something waits, or else the last moment at which it may still start and keep the target. An event at time t has the key 2t
/// when it is an end and 2t + 1 otherwise: all that ends at a time is seen before anything starts.
/// </summary>
internal sealed class PackingState
{
    private readonly PackingShop shop;
    private readonly EarliestTree events;
    private readonly List<Step> log = [];
    private readonly List<int>[] lines;
    private readonly List<int>[] levels;
    private readonly int[] next;
    private readonly long[] arrival;
    private readonly int[] running;
    private readonly long[] remaining;
    private readonly long[] waiting;

    public PackingState(PackingShop shop)
    {
        this.shop = shop;
        events = new(shop.MachineCount);
        (lines, levels) = (new List<int>[shop.MachineCount], new List<int>[shop.MachineCount]);
        for (var m = 0; m < shop.MachineCount; m++) (lines[m], levels[m]) = ([], []);
        (next, arrival) = (new int[shop.JobCount], new long[shop.JobCount]);
        (running, remaining, waiting) = (new int[shop.MachineCount], new long[shop.MachineCount], new long[shop.MachineCount]);
        Starts = new long[shop.Count];
    }

    /// <summary>Start of every operation that has started.</summary>
    public long[] Starts { get; }

    /// <summary>How many steps were made: the mark to take back to.</summary>
    public int Mark => log.Count;

    /// <summary>Machine of the next event.</summary>
    public int Machine => events.First;

    /// <summary>Key of the next event, <see cref="long.MaxValue"/> when nothing is left.</summary>
    public long Key => events.TimeOf(events.First);

    /// <summary>Jobs that wait at a machine, in order of arrival.</summary>
    public List<int> Line(int machine) => lines[machine];

    /// <summary>Levels of the choices made on a machine so far, in order.</summary>
    public List<int> Levels(int machine) => levels[machine];

    /// <summary>The operation a job waits for or runs; the end of its operations when it is complete.</summary>
    public int Next(int job) => next[job];

    /// <summary>When a job became ready for <see cref="Next"/>.</summary>
    public long Arrival(int job) => arrival[job];

    /// <summary>True when the job is being processed.</summary>
    public bool IsRunning(int job) => next[job] < shop.First[job + 1] && running[shop.Machine[next[job]]] == next[job];

    /// <summary>Work of a machine that has not started.</summary>
    public long Remaining(int machine) => remaining[machine];

    /// <summary>When a machine can start something, not before <paramref name="now"/>.</summary>
    public long FreeAt(int machine, long now) =>
        running[machine] is var id && id >= 0 ? Starts[id] + shop.Duration[id] : now;

    /// <summary>When a machine runs out of what it has now.</summary>
    public long DryAt(int machine, long now) => FreeAt(machine, now) + waiting[machine];

    /// <summary>When a machine that keeps the target must start its remaining work at the latest.</summary>
    public long LatestStart(int machine) => shop.Target - shop.LeastTail[machine] - remaining[machine];

    /// <summary>How much later than its head a job's next operation starts, at least.</summary>
    public long Lag(int job, long now)
    {
        var id = next[job];
        var machine = shop.Machine[id];
        var start = running[machine] == id ? Starts[id] : Math.Max(arrival[job], FreeAt(machine, now));
        return start - shop.Head[id];
    }

    public void Reset()
    {
        log.Clear();
        events.Clear();
        Array.Clear(arrival);
        Array.Fill(running, -1);
        shop.Load.CopyTo(remaining, 0);
        for (var m = 0; m < lines.Length; m++)
        {
            lines[m].Clear();
            levels[m].Clear();
        }
        Array.Clear(waiting);
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = shop.First[j];
            if (next[j] < shop.First[j + 1]) Join(j);
        }
        for (var m = 0; m < lines.Length; m++) Await(m, 0);
    }

    /// <summary>The operation that <paramref name="machine"/> runs ends; its job goes on to its next machine.</summary>
    public void Complete(int machine, long now)
    {
        var id = running[machine];
        var job = shop.Job[id];
        var step = new Step(machine, id, -1, events.TimeOf(machine), 0, arrival[job]);
        running[machine] = -1;
        arrival[job] = now;
        if (++next[job] < shop.First[job + 1])
        {
            var there = shop.Machine[next[job]];
            step = step with { KeyThere = events.TimeOf(there) };
            Join(job);
            if (running[there] < 0) Await(there, now);
        }
        Await(machine, now);
        log.Add(step);
    }

    /// <summary>The job at a place of a machine's line starts.</summary>
    public void Start(int machine, int place, long now, int level)
    {
        var job = lines[machine][place];
        var id = next[job];
        log.Add(new(machine, id, place, events.TimeOf(machine), 0, level));
        lines[machine].RemoveAt(place);
        waiting[machine] -= shop.Duration[id];
        running[machine] = id;
        Starts[id] = now;
        remaining[machine] -= shop.Duration[id];
        if (level >= 0) levels[machine].Add(level);
        events.Set(machine, 2 * (now + shop.Duration[id]), 0);
    }

    /// <summary>An idle machine waits for arrivals, however late.</summary>
    public void Sleep(int machine) => events.Set(machine, long.MaxValue, 0);

    /// <summary>Takes back every step from the mark on.</summary>
    public void TakeBack(int mark)
    {
        while (log.Count > mark)
        {
            var step = log[^1];
            log.RemoveAt(log.Count - 1);
            if (step.Place < 0) TakeBackEnd(step);
            else TakeBackStart(step);
            events.Set(step.Machine, step.Key, 0);
        }
    }

    private void TakeBackEnd(in Step step)
    {
        var job = shop.Job[step.Operation];
        if (next[job] < shop.First[job + 1])
        {
            var there = shop.Machine[next[job]];
            lines[there].RemoveAt(lines[there].Count - 1);
            waiting[there] -= shop.Duration[next[job]];
            events.Set(there, step.KeyThere, 0);
        }
        next[job]--;
        arrival[job] = step.Other;
        running[step.Machine] = step.Operation;
    }

    private void TakeBackStart(in Step step)
    {
        lines[step.Machine].Insert(step.Place, shop.Job[step.Operation]);
        waiting[step.Machine] += shop.Duration[step.Operation];
        running[step.Machine] = -1;
        remaining[step.Machine] += shop.Duration[step.Operation];
        if (step.Other >= 0) levels[step.Machine].RemoveAt(levels[step.Machine].Count - 1);
    }

    private void Join(int job)
    {
        var machine = shop.Machine[next[job]];
        lines[machine].Add(job);
        waiting[machine] += shop.Duration[next[job]];
    }

    private void Await(int machine, long now) => events.Set(
        machine,
        lines[machine].Count > 0 ? (2 * now) + 1 : remaining[machine] > 0 ? (2 * Math.Max(now, LatestStart(machine))) + 1 : long.MaxValue,
        0);

    /// <summary>An end (place -1; other: when the job had become ready) or a start (other: level of the choice, -1 when there was none).</summary>
    private readonly record struct Step(int Machine, int Operation, int Place, long Key, long KeyThere, long Other);
}

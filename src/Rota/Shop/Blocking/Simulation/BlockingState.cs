// Long because the simulator is one machine: every part of a step reads and writes the same arrays, and splitting them would cost the hot loop.
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rota.Shop.Blocking.Simulation;

/// <summary>
/// A blocking shop floor in exact integer time, as arrays: moves, cascades and rings of one instant, then the next event. Stops where a machine has a choice.
/// After every move the scan begins again at machine 0; rings are looked for when no direct move exists. Nothing is allocated while it runs, and
/// <see cref="CopyKnown"/> is cheap enough to play every choice to the end.
/// </summary>
public sealed partial class BlockingState
{
    private const int Never = int.MaxValue;

    private readonly BlockingShop shop;
    private readonly bool swap;
    private readonly int[] next, held, readyAt, loadedAt;
    private readonly int[] occupant, upFrom, pendingUp, busyUntil, target, machineWork, marks, window;
    private readonly bool[] skipped;
    private readonly ulong[] want, inside;
    private readonly int[] candidates, ringJobs, ringMachines;
    private readonly int[] starts, ends;
    private readonly int[] noStops;
    private int[]? ownStops;
    private int[] stops;
    private bool ringsPossible, anySkipped;
    private int stamp, scanFrom, ring = -1;

    /// <summary>A shop floor that has to be <see cref="Reset(ReadOnlySpan{int})"/>.</summary>
    public BlockingState(BlockingShop shop)
    {
        this.shop = shop;
        swap = shop.Problem.Swap;
        var (jobs, machines) = (shop.Jobs, shop.Machines);
        (next, held, readyAt, loadedAt, candidates) = (new int[jobs], new int[jobs], new int[jobs], new int[jobs], new int[jobs]);
        (occupant, upFrom, pendingUp, busyUntil) = (new int[machines], new int[machines], new int[machines], new int[machines]);
        (target, machineWork, marks, window, skipped) = (new int[machines], new int[machines], new int[machines], new int[machines], new bool[machines]);
        (ringJobs, ringMachines) = (new int[machines], new int[machines]);
        (want, inside) = (new ulong[machines * shop.Words], new ulong[shop.Words]);
        (starts, ends, noStops) = (new int[shop.Operations], new int[shop.Operations], new int[shop.Operations]);
        stops = noStops;
    }

    /// <summary>The shop.</summary>
    public BlockingShop Shop => shop;

    /// <summary>The present time.</summary>
    public int Now { get; private set; }

    /// <summary>Jobs that have not left.</summary>
    public int JobsLeft { get; private set; }

    /// <summary>Jobs that hold a machine.</summary>
    public int JobsInside { get; private set; }

    /// <summary>Operations not loaded yet.</summary>
    public int OperationsLeft { get; private set; }

    /// <summary>Rings resolved.</summary>
    public int Swaps { get; private set; }

    /// <summary>When the last job left so far; the makespan once the run is complete.</summary>
    public int Makespan { get; private set; }

    /// <summary>Sum over elapsed time of the jobs that were done on a machine and waited for the next.</summary>
    public long BlockedTime { get; private set; }

    /// <summary>The machine that has a choice.</summary>
    public int Machine { get; private set; }

    /// <summary>Jobs that may be loaded on it.</summary>
    public int CandidateCount { get; private set; }

    /// <summary>True when the machine may be left empty until the next event instead.</summary>
    public bool MayWait { get; private set; }

    /// <summary>Outside jobs may enter only while fewer jobs than this are inside. No limit by default.</summary>
    public int EntryLimit { get; set; } = Never;

    /// <summary>When a machine may be left empty. Default never.</summary>
    public WaitChoice Waiting { get; set; }

    /// <summary>True when every job has left.</summary>
    public bool IsComplete => JobsLeft == 0;

    /// <summary>True when jobs wait for each other in a ring for ever: only without swaps.</summary>
    public bool IsDeadlocked { get; private set; }

    /// <summary>Rings as they are resolved; null, the default, for nobody who wants to know.</summary>
    public List<SwapRing>? Rings { get; set; }

    /// <summary>The jobs of the present decision, from the lowest.</summary>
    public ReadOnlySpan<int> Candidates => candidates.AsSpan(0, CandidateCount);

    /// <summary>When each operation was loaded.</summary>
    public ReadOnlySpan<int> Starts => starts;

    /// <summary>When each operation was done.</summary>
    public ReadOnlySpan<int> Ends => ends;

    /// <summary>The operation a job loads next, counted through all jobs; one past its last when none is left.</summary>
    public int NextOperation(int job) => next[job];

    /// <summary>The machine a job holds, -1 for a job outside.</summary>
    public int HeldMachine(int job) => held[job];

    /// <summary>Since when a job that wants a machine has been ready; 0 for one outside.</summary>
    public int ReadyAt(int job) => readyAt[job];

    /// <summary>The job on a machine, -1 for none.</summary>
    public int Occupant(int machine) => occupant[machine];

    /// <summary>A machine that nobody holds.</summary>
    public bool IsEmpty(int machine) => occupant[machine] < 0;

    /// <summary>Up, as far as the clock goes.</summary>
    public bool IsUp(int machine) => upFrom[machine] <= Now;

    /// <summary>From when on a machine is up that is down now; a time that has passed when it is up.</summary>
    public int UpFrom(int machine) => upFrom[machine];

    /// <summary>True when the machine's job is done and waits for another machine.</summary>
    public bool IsBlocked(int machine) => target[machine] >= 0;

    /// <summary>Work of a machine that is not loaded yet.</summary>
    public int WorkLeft(int machine) => machineWork[machine];

    /// <summary>Jobs that wait for a machine at this moment, outside or inside.</summary>
    public int Wanting(int machine)
    {
        var count = 0;
        for (var w = 0; w < shop.Words; w++) count += BitOperations.PopCount(want[(machine * shop.Words) + w]);
        return count;
    }

    /// <summary>Jobs that wait for a machine and hold another.</summary>
    public int WantingInside(int machine)
    {
        var count = 0;
        for (var w = 0; w < shop.Words; w++) count += BitOperations.PopCount(want[(machine * shop.Words) + w] & inside[w]);
        return count;
    }

    /// <summary>When the job on a machine is expected to be done: as planned until then, as the stop says once it is past that; now for one that is done.</summary>
    public int ExpectedEnd(int machine)
    {
        if (busyUntil[machine] == Never) return Now;
        if (driven) return busyUntil[machine];
        var job = occupant[machine];
        var planned = loadedAt[job] + shop.Duration[next[job] - 1];
        if (shop.WindowsOf is { } windows)
            foreach (var w in windows[machine])
                if (w.Down >= loadedAt[job] && w.Down <= Now && w.Down < planned) planned += w.Up - w.Down;
        return planned > Now ? planned : busyUntil[machine];
    }

    /// <summary>All jobs outside, all machines up and empty, time 0.</summary>
    /// <param name="lengths">The stop each operation brings, 0 for none; empty when nothing ever stops.</param>
    public void Reset(ReadOnlySpan<int> lengths = default)
    {
        if (lengths.IsEmpty) stops = noStops;
        else
        {
            stops = ownStops ??= new int[shop.Operations];
            lengths.CopyTo(stops);
        }
        (Now, JobsLeft, JobsInside, OperationsLeft) = (0, shop.Jobs, 0, shop.Operations);
        (Swaps, Makespan, BlockedTime, IsDeadlocked, ringsPossible, anySkipped) = (0, 0, 0, false, false, false);
        scanFrom = 0;
        (CandidateCount, MayWait) = (0, false);
        Array.Clear(readyAt);
        Array.Clear(want);
        Array.Clear(inside);
        Array.Clear(upFrom);
        Array.Clear(pendingUp);
        Array.Clear(window);
        Array.Clear(skipped);
        Array.Fill(held, -1);
        Array.Fill(occupant, -1);
        Array.Fill(busyUntil, Never);
        Array.Fill(target, -1);
        shop.MachineWork.CopyTo(machineWork, 0);
        for (var j = 0; j < shop.Jobs; j++)
        {
            next[j] = shop.First[j];
            Want(j, shop.Machine[next[j]]);
        }
        OpenWindows();
    }

    /// <summary>Goes on until a machine has a choice; false when the run is over, complete or deadlocked.</summary>
    public bool Advance()
    {
        while (true)
        {
            var machine = Settle();
            if (machine >= 0)
            {
                Machine = machine;
                return true;
            }
            CandidateCount = 0;
            if (JobsLeft == 0) return false;
            if (NextEvent()) continue;
            IsDeadlocked = true;
            return false;
        }
    }

    /// <summary>Loads a candidate on the machine that has the choice.</summary>
    public void Load(int job) => Move(job, Machine);

    /// <summary>Leaves the machine empty until the next event.</summary>
    /// <exception cref="InvalidOperationException">That is not a choice here.</exception>
    public void Wait()
    {
        if (!MayWait) throw new InvalidOperationException("the machine may not be left empty");
        skipped[Machine] = true;
        anySkipped = true;
    }

    /// <summary>
    /// Takes over another state as far as a planner can know it: operations under way end as planned, machines that are down come up when they are expected to,
    /// and nothing stops any more, or what a scenario says.
    /// </summary>
    /// <param name="other">A state of the same shop.</param>
    /// <param name="assumedRepair">How long machines that are down are assumed to stay so; null when their repair times are known.</param>
    /// <param name="scenario">Stops that operations are imagined to bring, 0 for none; not changed here, and not to be changed while the run lasts. Null for none at all.</param>
    public void CopyKnown(BlockingState other, int? assumedRepair = null, int[]? scenario = null)
    {
        CopyArrays(other);
        stops = scenario ?? noStops;
        Array.Clear(pendingUp);
        for (var m = 0; m < shop.Machines; m++)
        {
            if (busyUntil[m] != Never) Imagine(m, other.ExpectedEnd(m));
            if (assumedRepair is { } repair && upFrom[m] > Now) upFrom[m] = Now + repair;
            if (shop.WindowsOf is { } windows) window[m] = windows[m].Length;
        }
    }

    /// <summary>The end of an operation under way, as planned or with the stop it is imagined to bring; one that runs late already shows its stop.</summary>
    private void Imagine(int machine, int expected)
    {
        var operation = next[occupant[machine]] - 1;
        var stop = loadedAt[occupant[machine]] + shop.Duration[operation] > Now ? stops[operation] : 0;
        if (stop > 0 && shop.Problem.Stops.Mode == StopMode.Within) expected += stop;
        else if (stop > 0) pendingUp[machine] = expected + stop;
        busyUntil[machine] = ends[operation] = expected;
    }

    /// <summary>Takes over another state of the same shop, its future included.</summary>
    public void CopyAll(BlockingState other)
    {
        CopyArrays(other);
        other.pendingUp.CopyTo(pendingUp, 0);
        other.window.CopyTo(window, 0);
        if (ReferenceEquals(other.stops, other.noStops)) stops = noStops;
        else
        {
            stops = ownStops ??= new int[shop.Operations];
            other.stops.CopyTo(stops, 0);
        }
    }

    /// <summary>What happened on a floor whose run is complete.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public BlockingSchedule Schedule() => IsComplete ? new([.. starts], [.. ends]) : throw new InvalidOperationException("the run is not complete");

    /// <summary>The ring in which jobs wait for each other for ever, in a state that is deadlocked; null when there is none.</summary>
    public SwapRing? Deadlock()
    {
        for (var first = 0; IsDeadlocked && first < target.Length; first++)
        {
            var (machine, steps) = (first, 0);
            while (target[machine] >= 0 && steps++ <= target.Length)
            {
                machine = target[machine];
                if (machine == first) return RingAt(first);
            }
        }
        return null;
    }

    /// <summary>A number of the whole state: equal states, equal digests.</summary>
    public ulong Digest() => new Rota.Learning.StateDigest().Add(Now).Add(Swaps).AddAll<int>(next).AddAll<int>(held).AddAll<int>(occupant)
        .AddAll<int>(busyUntil).AddAll<int>(upFrom).AddAll<int>(starts).AddAll<int>(ends).AddAll<int>(candidates.AsSpan(0, CandidateCount)).Value;

    private void CopyArrays(BlockingState other)
    {
        if (!ReferenceEquals(shop, other.shop)) throw new ArgumentException("a state of another shop", nameof(other));
        other.next.CopyTo(next, 0);
        other.held.CopyTo(held, 0);
        other.readyAt.CopyTo(readyAt, 0);
        other.loadedAt.CopyTo(loadedAt, 0);
        other.occupant.CopyTo(occupant, 0);
        other.upFrom.CopyTo(upFrom, 0);
        other.busyUntil.CopyTo(busyUntil, 0);
        other.target.CopyTo(target, 0);
        other.machineWork.CopyTo(machineWork, 0);
        other.skipped.CopyTo(skipped, 0);
        other.want.CopyTo(want, 0);
        other.inside.CopyTo(inside, 0);
        other.starts.CopyTo(starts, 0);
        other.ends.CopyTo(ends, 0);
        other.candidates.AsSpan(0, other.CandidateCount).CopyTo(candidates);
        (Now, JobsLeft, JobsInside, OperationsLeft, Swaps) = (other.Now, other.JobsLeft, other.JobsInside, other.OperationsLeft, other.Swaps);
        (Makespan, BlockedTime, Machine, CandidateCount, MayWait) = (other.Makespan, other.BlockedTime, other.Machine, other.CandidateCount, other.MayWait);
        (EntryLimit, Waiting, IsDeadlocked) = (other.EntryLimit, other.Waiting, other.IsDeadlocked);
        (ringsPossible, anySkipped, scanFrom) = (other.ringsPossible, other.anySkipped, other.scanFrom);
    }

    /// <summary>Makes every move that is forced at this instant; the machine that has a choice, -1 when there is nothing more to do now.</summary>
    private int Settle()
    {
        while (true)
        {
            while (scanFrom < occupant.Length)
            {
                var machine = scanFrom;
                if (occupant[machine] >= 0 || upFrom[machine] > Now || skipped[machine] || Collect(machine) == 0)
                {
                    scanFrom++;
                    continue;
                }
                MayWait = Waiting == WaitChoice.BeforeEntry && MaySkip(CandidateCount);
                if (CandidateCount > 1 || MayWait) return machine;
                Move(candidates[0], machine);
            }
            if (!ringsPossible) return -1;
            ringsPossible = false;
            if (!Rotate()) return -1;
        }
    }

    private int Collect(int machine)
    {
        var count = 0;
        var all = JobsInside < EntryLimit;
        for (var w = 0; w < shop.Words; w++)
        {
            var bits = want[(machine * shop.Words) + w];
            if (bits == 0) continue;
            if (!all) bits &= inside[w];
            for (; bits != 0; bits &= bits - 1) candidates[count++] = (w << 6) + BitOperations.TrailingZeroCount(bits);
        }
        return CandidateCount = count;
    }

    /// <summary>A wait must end: some event must be ahead, and only jobs from outside may be kept waiting.</summary>
    private bool MaySkip(int count)
    {
        for (var i = 0; i < count; i++)
            if (held[candidates[i]] < 0) return HasEvent();
        return false;
    }

    private bool HasEvent()
    {
        for (var m = 0; m < busyUntil.Length; m++)
            if (busyUntil[m] != Never || upFrom[m] > Now) return true;
        return false;
    }

    private void Move(int job, int machine)
    {
        var from = held[job];
        if (from >= 0)
        {
            occupant[from] = -1;
            target[from] = -1;
            // The scan begins again at machine 0; but of the machines passed only the one that became empty can have become loadable.
            if (from < scanFrom) scanFrom = from;
        }
        else
        {
            inside[job >> 6] |= 1UL << job;
            JobsInside++;
        }
        Enter(job, machine);
    }

    private void Enter(int job, int machine)
    {
        var operation = next[job]++;
        Loads?.Add(new(job, held[job], machine, ring));
        want[(machine * shop.Words) + (job >> 6)] &= ~(1UL << job);
        occupant[machine] = job;
        held[job] = machine;
        target[machine] = -1;
        loadedAt[job] = starts[operation] = Now;
        OperationsLeft--;
        var duration = shop.Duration[operation];
        machineWork[machine] -= duration;
        var end = Now + duration;
        if (shop.WindowsOf is { } windows) end = Prolonged(windows[machine], window[machine], end);
        var stop = stops[operation];
        if (stop > 0)
        {
            if (shop.Problem.Stops.Mode == StopMode.Within) end += stop;
            else pendingUp[machine] = end + stop;
        }
        busyUntil[machine] = ends[operation] = end;
    }

    private static int Prolonged(DownTime[] windows, int first, int end)
    {
        for (var w = first; w < windows.Length && windows[w].Down < end; w++) end += windows[w].Up - windows[w].Down;
        return end;
    }

    private bool NextEvent()
    {
        var soonest = Never;
        var blocked = 0;
        for (var m = 0; m < busyUntil.Length; m++)
        {
            if (busyUntil[m] < soonest) soonest = busyUntil[m];
            if (upFrom[m] > Now && upFrom[m] < soonest) soonest = upFrom[m];
            if (target[m] >= 0) blocked++;
        }
        if (soonest == Never) return false;
        BlockedTime += (long)blocked * (soonest - Now);
        var before = Now;
        Now = soonest;
        scanFrom = 0;
        if (anySkipped)
        {
            Array.Clear(skipped);
            anySkipped = false;
        }
        for (var m = 0; m < busyUntil.Length; m++)
        {
            if (upFrom[m] > before && upFrom[m] <= Now) ringsPossible = true;
            if (busyUntil[m] <= Now) Finish(m);
        }
        OpenWindows();
        return true;
    }

    private void Finish(int machine)
    {
        var job = occupant[machine];
        busyUntil[machine] = Never;
        if (pendingUp[machine] > 0)
        {
            upFrom[machine] = pendingUp[machine];
            pendingUp[machine] = 0;
        }
        readyAt[job] = Now;
        if (next[job] == shop.First[job + 1])
        {
            occupant[machine] = -1;
            held[job] = -1;
            inside[job >> 6] &= ~(1UL << job);
            JobsInside--;
            JobsLeft--;
            Makespan = Now;
            return;
        }
        Want(job, target[machine] = shop.Machine[next[job]]);
        ringsPossible = true;
    }

    private void OpenWindows()
    {
        if (shop.WindowsOf is not { } windows) return;
        for (var m = 0; m < windows.Length; m++)
            for (; window[m] < windows[m].Length && windows[m][window[m]].Down <= Now; window[m]++)
                upFrom[m] = Math.Max(upFrom[m], windows[m][window[m]].Up);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Want(int job, int machine) => want[(machine * shop.Words) + (job >> 6)] |= 1UL << job;

    /// <summary>Follows "its job wants that machine" from every blocked machine; resolves the first ring whose machines are all up.</summary>
    private bool Rotate()
    {
        if (stamp > 1 << 30)
        {
            Array.Clear(marks);
            stamp = 0;
        }
        var passed = stamp;
        for (var first = 0; first < target.Length; first++)
        {
            if (target[first] < 0 || marks[first] > passed) continue;
            stamp++;
            var machine = first;
            while (target[machine] >= 0 && marks[machine] <= passed)
            {
                marks[machine] = stamp;
                machine = target[machine];
            }
            if (target[machine] < 0 || marks[machine] != stamp || !Resolvable(machine)) continue;
            Resolve(machine);
            ringsPossible = true;
            return true;
        }
        return false;
    }

    private bool Resolvable(int first)
    {
        if (!swap && target[first] != first) return false;
        var machine = first;
        do
        {
            if (upFrom[machine] > Now) return false;
            machine = target[machine];
        }
        while (machine != first);
        return true;
    }

    private void Resolve(int first)
    {
        var count = Gather(first);
        // A job that is loaded again on its own machine makes a ring of one, which is no swap.
        if (count > 1)
        {
            Swaps++;
            Rings?.Add(RingAt(first));
        }
        ring = count > 1 ? Swaps - 1 : -1;
        for (var i = 0; i < count; i++) Enter(ringJobs[i], ringMachines[i + 1 < count ? i + 1 : 0]);
        ring = -1;
    }

    /// <summary>The jobs and machines of a ring into scratch.</summary>
    private int Gather(int first)
    {
        var count = 0;
        var machine = first;
        do
        {
            (ringMachines[count], ringJobs[count]) = (machine, occupant[machine]);
            count++;
            machine = target[machine];
        }
        while (machine != first);
        return count;
    }

    private SwapRing RingAt(int first)
    {
        var count = Gather(first);
        return new(Now, [.. ringJobs.AsSpan(0, count)], [.. ringMachines.AsSpan(0, count)]);
    }
}

using Rota.Shop.Blocking.Live;

namespace Rota.Shop.Blocking.Simulation;

/// <summary>The same floor driven from outside: time and what happens come from the shop, nothing is simulated.</summary>
public sealed partial class BlockingState
{
    private bool driven;
    private bool[] down = [];

    /// <summary>Loads as they are made; null, the default, for nobody who wants to know.</summary>
    internal List<LoadCommand>? Loads { get; set; }

    /// <summary>An empty floor at time 0 that waits to be told.</summary>
    internal static BlockingState Driven(BlockingShop shop)
    {
        var state = new BlockingState(shop) { driven = true, down = new bool[shop.Machines] };
        state.Reset();
        return state;
    }

    /// <summary>The same floor with one job more, the last; its shop has all others as they were.</summary>
    internal BlockingState DrivenWith(BlockingShop larger)
    {
        var state = Driven(larger);
        var (jobs, added) = (shop.Jobs, larger.Jobs - 1);
        foreach (var (old, own) in new[] { (next, state.next), (held, state.held), (readyAt, state.readyAt), (loadedAt, state.loadedAt) }) Array.Copy(old, own, jobs);
        foreach (var (old, own) in new[] { (occupant, state.occupant), (upFrom, state.upFrom), (busyUntil, state.busyUntil), (target, state.target), (starts, state.starts), (ends, state.ends) }) old.CopyTo(own, 0);
        down.CopyTo(state.down, 0);
        for (var o = 0; o < shop.Operations; o++)
            if (o < next[shop.JobOf(o)]) state.machineWork[shop.Machine[o]] -= shop.Duration[o];
        Array.Clear(state.want);
        for (var j = 0; j <= added; j++)
        {
            if (j < jobs && held[j] >= 0) state.inside[j >> 6] |= 1UL << j;
            var wants = j == added || (next[j] < shop.First[j + 1] && (held[j] < 0 || target[held[j]] >= 0));
            if (wants) state.Want(j, larger.Machine[state.next[j]]);
        }
        state.readyAt[added] = Now;
        (state.Now, state.JobsLeft, state.JobsInside, state.OperationsLeft) = (Now, JobsLeft + 1, JobsInside, OperationsLeft + larger.Operations - shop.Operations);
        (state.Swaps, state.Makespan, state.BlockedTime, state.EntryLimit, state.Waiting, state.Loads, state.Rings) = (Swaps, Makespan, BlockedTime, EntryLimit, Waiting, Loads, Rings);
        state.ringsPossible = true;
        return state;
    }

    /// <summary>The clock goes on; what should be over and is not is expected at any moment.</summary>
    internal void Drive(int now)
    {
        if (now > Now)
        {
            var blocked = 0;
            foreach (var wanted in target) blocked += wanted >= 0 ? 1 : 0;
            BlockedTime += (long)blocked * (now - Now);
            Now = now;
        }
        for (var m = 0; m < busyUntil.Length; m++)
        {
            if (busyUntil[m] <= Now) busyUntil[m] = ends[next[occupant[m]] - 1] = Now + 1;
            if (down[m] && upFrom[m] <= Now) upFrom[m] = Now + 1;
        }
        // As after every event: what was left empty is asked about again.
        (scanFrom, ringsPossible, IsDeadlocked) = (0, true, false);
        Array.Clear(skipped);
        anySkipped = false;
    }

    internal void DriveJobDone(int job)
    {
        var machine = (uint)job < (uint)held.Length ? held[job] : -1;
        if (machine < 0 || busyUntil[machine] == Never) throw new RotaException($"job {job} is not worked on: it cannot be done");
        ends[next[job] - 1] = Now;
        Finish(machine);
    }

    internal void DriveDown(int machine, int repair)
    {
        Known(machine);
        (down[machine], upFrom[machine]) = (true, Now + Math.Max(1, repair));
    }

    internal void DriveUp(int machine)
    {
        Known(machine);
        if (!down[machine]) throw new RotaException($"machine {machine} is not down: it cannot come up");
        (down[machine], upFrom[machine]) = (false, Now);
    }

    internal void DriveRemaining(int job, int remaining)
    {
        var machine = (uint)job < (uint)held.Length ? held[job] : -1;
        if (machine < 0 || busyUntil[machine] == Never) throw new RotaException($"job {job} is not worked on: it has no time left that could be corrected");
        busyUntil[machine] = ends[next[job] - 1] = Now + Math.Max(1, remaining);
    }

    /// <summary>Makes forced moves; true when the machine has a choice, false when nothing more is to be done until something happens.</summary>
    internal bool AwaitsDecision()
    {
        var machine = Settle();
        if (machine >= 0)
        {
            Machine = machine;
            return true;
        }
        CandidateCount = 0;
        IsDeadlocked = JobsLeft > 0 && !HasEvent();
        return false;
    }

    private void Known(int machine)
    {
        if ((uint)machine >= (uint)occupant.Length) throw new RotaException($"there is no machine {machine}, expected 0 to {occupant.Length - 1}");
    }
}

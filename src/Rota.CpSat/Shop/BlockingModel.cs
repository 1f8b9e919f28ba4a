using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop.Blocking;

namespace Rota.CpSat.Shop;

/// <summary>
/// A blocking shop as a CP-SAT model: an interval from the load of each operation to the load of the next, as long as the work at least; no overlap on a machine; the last end
/// decides. Half-open intervals let rings change places by themselves. Where swaps are not allowed time runs in parts of a unit, more of them than there are operations, and who
/// takes over a machine comes a part later: moves of one instant then come one after another, and a ring cannot close.
/// </summary>
internal sealed class BlockingModel : ICpSatModel<BlockingSchedule>
{
    private readonly BlockingProblem problem;
    private readonly IntVar[] loads;
    private readonly long parts;

    /// <param name="problem">The shop; its stops are left out.</param>
    /// <param name="below">Only schedules that end before this are wanted.</param>
    /// <param name="bound">A proved lower bound.</param>
    /// <param name="kept">What stays of a schedule; null when nothing does. Bounds and proofs then hold for what is let go only.</param>
    public BlockingModel(BlockingProblem problem, long below, long bound, BlockingRest? kept = null)
    {
        this.problem = problem;
        var shop = problem.Shop;
        loads = new IntVar[shop.OperationCount];
        parts = problem.Swap ? 1 : (2L * shop.OperationCount) + 2;
        var horizon = Math.Min(shop.Horizon, below - 1);
        IsEmpty = horizon < bound || !Times(horizon, kept);
        if (IsEmpty) return;
        var end = Model.NewIntVar(Math.Max(0, bound), horizon, "makespan");
        for (var j = 0; j < shop.Jobs.Length; j++)
        {
            var job = shop.Jobs[j].Operations;
            var o = shop.FirstOperation[j];
            for (var k = 0; k + 1 < job.Length; k++, o++)
                if (kept?.IsPast(o + 1) != true) Model.Add(loads[o + 1] >= loads[o] + Length(job[k].Modes[0].Duration));
            if (kept?.IsPast(o) != true) Model.Add((end * parts) + (parts - 1) >= loads[o] + Length(job[^1].Modes[0].Duration));
        }
        Machines(horizon, kept);
        Model.Minimize(end);
    }

    /// <summary>The model.</summary>
    public CpModel Model { get; } = new();

    /// <summary>True when no schedule can end so early.</summary>
    public bool IsEmpty { get; }

    /// <summary>Shows the solver a schedule to start from.</summary>
    public void Hint(BlockingSchedule schedule)
    {
        for (var o = 0; o < loads.Length; o++) Model.AddHint(loads[o], schedule.Loads[o] * parts);
    }

    /// <summary>Shows the solver the schedule of which something is kept.</summary>
    public void Hint(BlockingRest kept)
    {
        for (var o = 0; o < loads.Length; o++)
            if (!kept.IsPast(o)) Model.AddHint(loads[o], Instant(kept, o));
    }

    /// <summary>The schedule of a solution.</summary>
    public BlockingSchedule Read(CpSolverSolutionCallback solution) =>
        BlockingSchedule.FromLoads(problem.Shop, [.. loads.Select(load => (int)(solution.Value(load) / parts))]);

    private long Length(long duration) => duration * parts;

    /// <summary>When an operation of a schedule is loaded, in parts; those of one instant one after another.</summary>
    private long Instant(BlockingRest kept, int operation) => (kept.Loads[operation] * parts) + (parts > 1 ? kept.Position[operation] : 0);

    /// <summary>A variable for each load; false when some job cannot end so early.</summary>
    private bool Times(long horizon, BlockingRest? kept)
    {
        var shop = problem.Shop;
        for (var j = 0; j < shop.Jobs.Length; j++)
        {
            var job = shop.Jobs[j].Operations;
            var (head, tail) = (0L, job.Sum(o => o.Modes[0].Duration));
            for (var k = 0; k < job.Length; k++)
            {
                var o = shop.FirstOperation[j] + k;
                if (kept?.IsPast(o) == true) loads[o] = Model.NewConstant(Instant(kept, o));
                else if (Math.Max(head, kept?.Since ?? 0) is var least && least > horizon - tail) return false;
                else loads[o] = Model.NewIntVar(least * parts, ((horizon - tail) * parts) + parts - 1, "");
                var duration = job[k].Modes[0].Duration;
                (head, tail) = (head + duration, tail - duration);
            }
        }
        return true;
    }

    /// <summary>One job at a time on a machine: in the order of the schedule what is kept of it, in any order what is not.</summary>
    private void Machines(long horizon, BlockingRest? kept)
    {
        var shop = problem.Shop;
        var lanes = new List<(int Operation, long Duration, bool Last)>[shop.MachineCount];
        for (var m = 0; m < lanes.Length; m++) lanes[m] = [];
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
            {
                var (machine, duration) = shop.Jobs[j].Operations[k].Modes[0];
                lanes[machine].Add((shop.FirstOperation[j] + k, duration, k + 1 == shop.Jobs[j].Operations.Length));
            }
        var gap = parts > 1 ? 1 : 0;
        foreach (var lane in lanes)
        {
            var rivals = lane.Count;
            if (kept is not null)
            {
                lane.Sort((a, b) => kept.Position[a.Operation].CompareTo(kept.Position[b.Operation]));
                rivals = 0;
                for (var i = 0; i < lane.Count; i++) if (kept.IsFree(lane[i].Operation)) rivals++;
                (int Operation, long Duration, bool Last)? before = null;
                foreach (var next in lane)
                {
                    if (kept.IsFree(next.Operation)) continue;
                    if (before is { } other && !kept.IsPast(next.Operation)) Model.Add(loads[next.Operation] >= Release(other) + gap);
                    before = next;
                }
            }
            if (lane.Count < 2 || rivals == 0) continue;
            var holds = new List<IntervalVar>();
            foreach (var hold in lane)
            {
                if (kept?.IsPast(hold.Operation) == true && (hold.Last || kept.IsPast(hold.Operation + 1)))
                {
                    // Nothing but the last of them can be in the way.
                    foreach (var other in lane)
                        if (kept.IsFree(other.Operation) && kept.IsLastPast(hold.Operation)) Model.Add(loads[other.Operation] >= Release(hold) + gap);
                    continue;
                }
                var length = Model.NewIntVar(Length(hold.Duration) + gap, (horizon + 1) * parts, "");
                holds.Add(hold.Last
                    ? Model.NewFixedSizeIntervalVar(loads[hold.Operation], Length(hold.Duration) + gap, "")
                    : Model.NewIntervalVar(loads[hold.Operation], length, loads[hold.Operation + 1] + gap, ""));
            }
            if (holds.Count > 1) Model.AddNoOverlap(holds);
        }
    }

    private LinearExpr Release((int Operation, long Duration, bool Last) hold) =>
        hold.Last ? loads[hold.Operation] + Length(hold.Duration) : loads[hold.Operation + 1] + 0;
}

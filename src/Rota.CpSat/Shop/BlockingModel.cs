using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop.Blocking;

namespace Rota.CpSat.Shop;

/// <summary>
/// A blocking shop as a CP-SAT model: an interval from the load of each operation to the load of the next, as long as the work at least; no overlap on a machine; the last end
/// decides. Half-open intervals let rings change places by themselves, so the model is that of a shop with swaps; without swaps it bounds the optimum.
/// </summary>
internal sealed class BlockingModel : ICpSatModel<BlockingSchedule>
{
    private readonly BlockingProblem problem;
    private readonly IntVar[] loads;

    /// <param name="problem">The shop; its stops are left out.</param>
    /// <param name="below">Only schedules that end before this are wanted.</param>
    /// <param name="bound">A proved lower bound.</param>
    public BlockingModel(BlockingProblem problem, long below, long bound)
    {
        this.problem = problem;
        var shop = problem.Shop;
        loads = new IntVar[shop.OperationCount];
        var horizon = Math.Min(shop.Horizon, below - 1);
        var lanes = new List<IntervalVar>[shop.MachineCount];
        for (var m = 0; m < lanes.Length; m++) lanes[m] = [];
        IsEmpty = horizon < bound;
        if (IsEmpty) return;
        var end = Model.NewIntVar(Math.Max(0, bound), horizon, "makespan");
        for (var j = 0; j < shop.Jobs.Length; j++)
        {
            var job = shop.Jobs[j].Operations;
            var (head, tail) = (0L, job.Sum(o => o.Modes[0].Duration));
            for (var k = 0; k < job.Length; k++)
            {
                var duration = job[k].Modes[0].Duration;
                if (head > horizon - tail)
                {
                    IsEmpty = true;
                    return;
                }
                loads[shop.FirstOperation[j] + k] = Model.NewIntVar(head, horizon - tail, "");
                (head, tail) = (head + duration, tail - duration);
            }
            for (var k = 0; k < job.Length; k++)
            {
                var load = loads[shop.FirstOperation[j] + k];
                var duration = job[k].Modes[0].Duration;
                if (k + 1 == job.Length)
                {
                    lanes[job[k].Modes[0].Machine].Add(Model.NewFixedSizeIntervalVar(load, duration, ""));
                    Model.Add(end >= load + duration);
                    continue;
                }
                var release = loads[shop.FirstOperation[j] + k + 1];
                var hold = Model.NewIntVar(duration, horizon, "");
                lanes[job[k].Modes[0].Machine].Add(Model.NewIntervalVar(load, hold, release, ""));
            }
        }
        foreach (var lane in lanes)
            if (lane.Count > 1) Model.AddNoOverlap(lane);
        Model.Minimize(end);
    }

    /// <summary>The model.</summary>
    public CpModel Model { get; } = new();

    /// <summary>True when no schedule can end so early.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Shows the solver a schedule to start from.</summary>
    public void Hint(BlockingSchedule schedule)
    {
        for (var o = 0; o < loads.Length; o++) Model.AddHint(loads[o], schedule.Loads[o]);
    }

    /// <summary>The schedule of a solution.</summary>
    public BlockingSchedule Read(CpSolverSolutionCallback solution) =>
        BlockingSchedule.FromLoads(problem.Shop, [.. loads.Select(load => (int)solution.Value(load))]);
}

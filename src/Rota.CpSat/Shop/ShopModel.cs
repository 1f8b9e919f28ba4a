using System.Collections.Immutable;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Shop;

namespace Rota.CpSat.Shop;

/// <summary>
/// A shop as a CP-SAT model: an interval an operation (an optional one a mode where there is a choice), no overlap on a machine, precedence within a job, and the
/// objective. Times are in multiples of a unit.
/// </summary>
internal sealed class ShopModel : ICpSatModel<ShopSchedule>
{
    private readonly ShopProblem problem;
    private readonly long unit;
    private readonly IntVar[] starts;
    private readonly BoolVar[]?[] present;
    private readonly LinearExpr[] ends;

    /// <param name="problem">The shop.</param>
    /// <param name="unit">A divisor of all durations, releases and due dates.</param>
    /// <param name="below">Only schedules with an objective below this are wanted; null: all.</param>
    /// <param name="bound">A proved lower bound on the objective.</param>
    public ShopModel(ShopProblem problem, long unit, long? below, long bound)
    {
        (this.problem, this.unit) = (problem, unit);
        var operations = problem.OperationCount;
        (starts, present, ends) = (new IntVar[operations], new BoolVar[]?[operations], new LinearExpr[operations]);
        var highest = below is { } limit ? CeilingDivide(limit, unit) - 1 : long.MaxValue;
        var horizon = problem.Horizon / unit;
        if (problem.Objective == ShopObjective.Makespan) horizon = Math.Min(horizon, highest);
        var lanes = new List<IntervalVar>[problem.MachineCount];
        for (var m = 0; m < lanes.Length; m++) lanes[m] = [];
        for (var j = 0; j < problem.Jobs.Length && !IsEmpty; j++) AddJob(j, horizon, lanes);
        if (IsEmpty) return;
        foreach (var lane in lanes)
            if (lane.Count > 1) Model.AddNoOverlap(lane);
        var objective = AddObjective(CeilingDivide(Math.Max(0, bound), unit), Math.Min(highest, MostCost(horizon)), horizon);
        if (!IsEmpty) Model.Minimize(objective);
    }

    /// <summary>The model.</summary>
    public CpModel Model { get; } = new();

    /// <summary>True when some job cannot fit below the wanted objective at all: no such schedule exists.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Shows the solver a schedule to start from, complete; it may lie above the wanted objective.</summary>
    public void Hint(ShopSchedule schedule)
    {
        for (var id = 0; id < starts.Length; id++)
        {
            Model.AddHint(starts[id], schedule.Starts[id] / unit);
            if (present[id] is not { } modes) continue;
            for (var k = 0; k < modes.Length; k++) Model.AddHint(modes[k], schedule.Modes[id] == k);
        }
    }

    /// <summary>The schedule of a solution.</summary>
    public ShopSchedule Read(CpSolverSolutionCallback solution)
    {
        var modes = ImmutableArray.CreateBuilder<int>(starts.Length);
        var times = ImmutableArray.CreateBuilder<long>(starts.Length);
        for (var id = 0; id < starts.Length; id++)
        {
            times.Add(solution.Value(starts[id]) * unit);
            modes.Add(present[id] is { } choice ? Array.FindIndex(choice, literal => solution.BooleanValue(literal)) : 0);
        }
        return new(modes.MoveToImmutable(), times.MoveToImmutable());
    }

    private void AddJob(int j, long horizon, List<IntervalVar>[] lanes)
    {
        var job = problem.Jobs[j];
        var first = problem.FirstOperation[j];
        var tail = 0L;
        for (var k = job.Operations.Length - 1; k >= 0; k--) tail += job.Operations[k].Modes.Min(mode => mode.Duration) / unit;
        var head = job.Release / unit;
        for (var k = 0; k < job.Operations.Length; k++)
        {
            var modes = job.Operations[k].Modes;
            var id = first + k;
            if (head > horizon - tail)
            {
                IsEmpty = true;
                return;
            }
            starts[id] = Model.NewIntVar(head, horizon - tail, "");
            if (modes.Length == 1)
            {
                // An empty operation occupies nothing and may lie inside another's block.
                if (modes[0].Duration > 0) lanes[modes[0].Machine].Add(Model.NewFixedSizeIntervalVar(starts[id], modes[0].Duration / unit, ""));
                ends[id] = starts[id] + (modes[0].Duration / unit);
            }
            else
            {
                AddModes(id, modes, head, horizon, lanes);
            }
            if (k > 0) Model.Add(starts[id] >= ends[id - 1]);
            var shortest = modes.Min(mode => mode.Duration) / unit;
            (head, tail) = (head + shortest, tail - shortest);
        }
    }

    private void AddModes(int id, ImmutableArray<Mode> modes, long head, long horizon, List<IntervalVar>[] lanes)
    {
        var choice = new BoolVar[modes.Length];
        var duration = Model.NewIntVar(modes.Min(mode => mode.Duration) / unit, modes.Max(mode => mode.Duration) / unit, "");
        var end = Model.NewIntVar(head, horizon, "");
        for (var k = 0; k < modes.Length; k++)
        {
            choice[k] = Model.NewBoolVar("");
            Model.Add(duration == modes[k].Duration / unit).OnlyEnforceIf(choice[k]);
            if (modes[k].Duration == 0) continue;
            lanes[modes[k].Machine].Add(Model.NewOptionalFixedSizeIntervalVar(starts[id], modes[k].Duration / unit, choice[k], ""));
        }
        Model.AddExactlyOne(choice);
        Model.Add(end == starts[id] + duration);
        present[id] = choice;
        ends[id] = end;
    }

    private IntVar AddObjective(long lowest, long highest, long horizon)
    {
        if (lowest > highest)
        {
            IsEmpty = true;
            return Model.NewConstant(0);
        }
        var total = Model.NewIntVar(lowest, highest, "objective");
        var terms = new List<LinearExpr>();
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            var release = job.Release / unit;
            var end = job.Operations.IsEmpty ? LinearExpr.Constant(release) : ends[problem.FirstOperation[j + 1] - 1];
            switch (problem.Objective)
            {
                case ShopObjective.Makespan:
                    Model.Add(total >= end);
                    break;
                case ShopObjective.TotalFlow:
                    terms.Add(end - release);
                    break;
                default:
                    var weight = problem.Objective == ShopObjective.TotalWeightedTardiness ? job.Weight : 1;
                    if (job.Due is not { } due || weight == 0) break;
                    var tardiness = Model.NewIntVar(0, Math.Max(0, horizon - (due / unit)), "");
                    Model.Add(tardiness >= end - (due / unit));
                    terms.Add(tardiness * weight);
                    break;
            }
        }
        if (problem.Objective != ShopObjective.Makespan) Model.Add(total == LinearExpr.Sum(terms));
        return total;
    }

    /// <summary>No schedule within the horizon costs more.</summary>
    private long MostCost(long horizon)
    {
        Int128 most = 0;
        foreach (var job in problem.Jobs)
            most += problem.Objective switch
            {
                ShopObjective.Makespan => 0,
                ShopObjective.TotalFlow => horizon,
                ShopObjective.TotalTardiness => job.Due is { } due ? Math.Max(0, horizon - (due / unit)) : 0,
                _ => job.Due is { } due ? (Int128)job.Weight * Math.Max(0, horizon - (due / unit)) : 0,
            };
        return problem.Objective == ShopObjective.Makespan ? horizon : (long)Int128.Min(most, long.MaxValue / 4);
    }

    private static long CeilingDivide(long value, long divisor) => (value / divisor) + (value % divisor > 0 ? 1 : 0);
}

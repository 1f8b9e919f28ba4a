using System.Collections.Immutable;
using Google.OrTools.Sat;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Horizon;

namespace Rota.CpSat.Shop;

/// <summary>
/// The next moves of a line as a CP-SAT model: each robot's moves in a circuit with its ways between them, swaps as arcs on which a robot of two arms changes plates, stations occupied from
/// the place to the next pick, work between them, longest stays, zones that one robot may be in. What is wanted is that all the moves are done soonest, and each of them soon.
/// </summary>
internal sealed class HorizonModel
{
    private readonly HorizonProblem problem;
    private readonly TransferLine line;
    private readonly long latest;
    private readonly List<Move> moves = [];
    private readonly Dictionary<int, int> first = [];
    private readonly List<(int From, int To, int Robot, BoolVar Arc, bool Swap)> arcs = [];
    private readonly List<IntVar> breaches = [];

    public HorizonModel(HorizonProblem problem)
    {
        (this.problem, line) = (problem, problem.Line);
        latest = 2 * Longest();
        for (var p = 0; p < problem.Plates.Length; p++) Chain(p);
        for (var r = 0; r < line.Robots.Length; r++) Route(r);
        foreach (var move in moves) Model.AddExactlyOne(move.Robot);
        Stations();
        Work();
        Zones();
        Hint();
        Goal();
    }

    public CpModel Model { get; } = new();

    /// <summary>The move that the deciding robot makes first in a solution: plate and station; plate -1 when it makes none.</summary>
    public (int Plate, int To) First(CpSolverSolutionCallback solution)
    {
        foreach (var (from, to, robot, arc, _) in arcs)
        {
            if (from != 0 || robot != problem.Deciding || !solution.BooleanValue(arc)) continue;
            var move = moves[to - 1];
            return (problem.Plates[move.Plate].Id, move.To[Array.FindIndex(move.Target, solution.BooleanValue)]);
        }
        return (-1, -1);
    }

    /// <summary>All work, ways and waits after one another: no plan is longer.</summary>
    private long Longest()
    {
        var time = problem.Robots.Max(robot => robot.Free - problem.Now) + problem.StationFree.Concat(problem.StationUp).Max(at => Math.Max(0, at - problem.Now)) + 1000;
        foreach (var plate in problem.Plates) time += Math.Max(0, plate.Ready - problem.Now);
        var handling = line.Robots.Max(robot => robot.Travel.Max(row => row.Max()) * 2 + robot.Pick.Max() * 2 + robot.Place.Max() + robot.ArmChange);
        foreach (var plate in problem.Plates)
            for (var k = 0; k < plate.Moves; k++) time += handling + (plate.Step + k >= 0 && plate.Step + k < line.Recipes[plate.Recipe].Steps.Length ? line.Recipes[plate.Recipe].Steps[plate.Step + k].Time : 0);
        return time;
    }

    private IntVar Time() => Model.NewIntVar(0, latest, "");

    private BoolVar Truth() => Model.NewBoolVar("");

    /// <summary>The moves of a plate: where from, where to, when.</summary>
    private void Chain(int p)
    {
        var plate = problem.Plates[p];
        var recipe = line.Recipes[plate.Recipe];
        ImmutableArray<int> outputs = [.. Enumerable.Range(0, line.Stations.Length).Where(s => line.Stations[s].Kind == StationKind.Output)];
        first[p] = moves.Count;
        for (var k = 0; k < plate.Moves; k++)
        {
            var step = plate.Step + k;
            var before = k > 0 ? moves[^1] : null;
            var to = step + 1 == recipe.Steps.Length ? outputs : recipe.Steps[step + 1].Stations;
            ImmutableArray<int> from = before?.To ?? [plate.Station >= 0 ? plate.Station : problem.Robots[plate.Robot].At];
            var target = to.Select(_ => Truth()).ToArray();
            if (target.Length == 1) Model.Add(target[0] == 1);
            else Model.AddExactlyOne(target);
            var source = before?.Target ?? [];
            var robots = line.Robots.Select(_ => Truth()).ToArray();
            moves.Add(new(p, k, k == 0 && plate.Robot >= 0, from, source, to, target, robots, Time(), Time(), Time(), Time(), Time()));
        }
    }

    /// <summary>What a robot does, one move after another.</summary>
    private void Route(int r)
    {
        var (robot, start) = (line.Robots[r], problem.Robots[r]);
        var circuit = Model.AddCircuit();
        var idle = Truth();
        circuit.AddArc(0, 0, idle);
        for (var j = 0; j < moves.Count; j++)
        {
            var move = moves[j];
            circuit.AddArc(j + 1, j + 1, move.Robot[r].Not());
            Model.AddImplication(idle, move.Robot[r].Not());
            Reach(robot, move, move.Robot[r]);
            var held = move.Held;
            if (held) Model.Add(move.Robot[r] == (problem.Plates[move.Plate].Robot == r ? 1 : 0));
            Carry(robot, move, move.Robot[r]);
            // From where it stands; what is on its arm goes first.
            if (start.Held < 0 || (held && problem.Plates[move.Plate].Robot == r)) Arc(0, j + 1, false, arc =>
            {
                if (held) Model.Add(move.Leave >= start.Free - problem.Now).OnlyEnforceIf(arc);
                else Way(robot, [arc], start.Free - problem.Now, null, [start.At], [], move.From, move.Source, move.Pick);
                if (!held) Picked(robot, move, arc);
            });
            Arc(j + 1, 0, false, _ => { });
            for (var i = 0; i < moves.Count; i++)
            {
                if (i == j || held || (moves[i].Plate == move.Plate && moves[i].Number >= move.Number)) continue;
                var earlier = moves[i];
                Arc(i + 1, j + 1, false, arc =>
                {
                    Way(robot, [arc], 0, earlier.Done, earlier.To, earlier.Target, move.From, move.Source, move.Pick);
                    Picked(robot, move, arc);
                });
                if (robot.Arms == 2 && earlier.Plate != move.Plate) Swap(i, j);
            }
        }

        void Arc(int from, int to, bool swap, Action<BoolVar> then)
        {
            var arc = Truth();
            circuit.AddArc(from, to, arc);
            arcs.Add((from, to, r, arc, swap));
            then(arc);
        }

        // The robot comes with one plate, takes the other out, puts its own in, and leaves with the other.
        void Swap(int i, int j)
        {
            var (fresh, old) = (moves[i], moves[j]);
            foreach (var station in fresh.To.Intersect(old.From))
            {
                if (line.Stations[station].Kind is StationKind.Input or StationKind.Output || line.Stations[station].Batch > 1) continue;
                Arc(i + 1, j + 1, true, arc =>
                {
                    Model.AddImplication(arc, fresh.Target[fresh.To.IndexOf(station)]);
                    if (old.Source.Length > 0) Model.AddImplication(arc, old.Source[old.From.IndexOf(station)]);
                    else if (old.From[0] != station) Model.Add(arc == 0);
                    Way(robot, [arc], 0, fresh.Leave, fresh.From, fresh.Source, [station], [], old.Pick);
                    Model.Add(fresh.Put == old.Pick + robot.Pick[station] + robot.ArmChange).OnlyEnforceIf(arc);
                    Model.Add(old.Leave == fresh.Done).OnlyEnforceIf(arc);
                    Model.Add(old.Out == old.Pick + robot.Pick[station]).OnlyEnforceIf(arc);
                });
            }
        }
    }

    private void Reach(Robot robot, Move move, BoolVar takes)
    {
        for (var s = 0; s < move.To.Length; s++)
            if (!robot.Reaches(move.To[s])) Model.AddBoolOr([takes.Not(), move.Target[s].Not()]);
        for (var s = 0; s < move.From.Length; s++)
            if (!robot.Reaches(move.From[s])) Model.AddBoolOr(move.Source.Length == 0 ? [takes.Not()] : [takes.Not(), move.Source[s].Not()]);
    }

    /// <summary>From leaving the source to having put the plate down.</summary>
    private void Carry(Robot robot, Move move, BoolVar takes)
    {
        Way(robot, [takes], 0, move.Leave, move.From, move.Source, move.To, move.Target, move.Put);
        Model.Add(move.Done == move.Put + Sum(move.Target, move.To, s => robot.Place[s])).OnlyEnforceIf(takes);
    }

    /// <summary>An ordinary pick: the plate is out and the robot leaves as soon as it has it.</summary>
    private void Picked(Robot robot, Move move, BoolVar arc)
    {
        Model.Add(move.Out == move.Pick + (move.Source.Length == 0 ? LinearExpr.Constant(robot.Pick[move.From[0]]) : Sum(move.Source, move.From, s => robot.Pick[s]))).OnlyEnforceIf(arc);
        Model.Add(move.Leave == move.Out).OnlyEnforceIf(arc);
    }

    private static LinearExpr Sum(BoolVar[] chosen, ImmutableArray<int> stations, Func<int, long> time) => LinearExpr.WeightedSum(chosen, stations.Select(time));

    /// <summary>Whoever leaves one of some stations after a time is at one of the others not before the way allows.</summary>
    private void Way(Robot robot, ILiteral[] when, long after, IntVar? leaves, ImmutableArray<int> from, BoolVar[] source, ImmutableArray<int> to, BoolVar[] target, IntVar arrives)
    {
        var ways = from.SelectMany(a => to.Select(b => robot.Travel[a][b])).Distinct().ToArray();
        if (ways.Length == 1)
        {
            Add(ways[0], when);
            return;
        }
        for (var a = 0; a < from.Length; a++)
            for (var b = 0; b < to.Length; b++)
            {
                ILiteral[] literals = [.. when, .. source.Length == 0 ? [] : (ILiteral[])[source[a]], .. target.Length == 0 ? [] : (ILiteral[])[target[b]]];
                Add(robot.Travel[from[a]][to[b]], literals);
            }

        void Add(long way, ILiteral[] literals)
        {
            if (leaves is null) Model.Add(arrives >= after + way).OnlyEnforceIf(literals);
            else Model.Add(arrives >= leaves + after + way).OnlyEnforceIf(literals);
        }
    }

    /// <summary>No more plates in a station than it holds: each from the place to the end of the next pick.</summary>
    private void Stations()
    {
        for (var s = 0; s < line.Stations.Length; s++)
        {
            var station = line.Stations[s];
            if (station.Kind is StationKind.Input or StationKind.Output) continue;
            var stays = new List<IntervalVar>();
            foreach (var (at, _) in problem.Resting)
                if (at == s) stays.Add(Model.NewFixedSizeIntervalVar(0, latest, ""));
            if (problem.StationFree[s] > problem.Now) stays.Add(Model.NewFixedSizeIntervalVar(0, problem.StationFree[s] - problem.Now, ""));
            foreach (var move in moves)
            {
                if (move.Number == 0 && !move.Held && problem.Plates[move.Plate].Station == s) stays.Add(Model.NewIntervalVar(Model.NewConstant(0), Time(), move.Out, ""));
                if (move.To.IndexOf(s) is not (>= 0 and var option)) continue;
                var next = moves.Find(other => other.Plate == move.Plate && other.Number == move.Number + 1);
                stays.Add(Model.NewOptionalIntervalVar(move.Put, Time(), next?.Out ?? Model.NewConstant(latest), move.Target[option], ""));
                if (problem.StationUp[s] > 0) Model.Add(move.Put >= problem.StationUp[s] - problem.Now).OnlyEnforceIf(move.Target[option]);
            }
            foreach (var move in moves)
                if (problem.StationUp[s] > 0 && move.Number == 0 && !move.Held && problem.Plates[move.Plate].Station == s) Model.Add(move.Pick >= problem.StationUp[s] - problem.Now);
            if (stays.Count < 2) continue;
            if (station.Capacity == 1) Model.AddNoOverlap(stays);
            else if (station.Capacity < stays.Count) Model.AddCumulative(station.Capacity).AddDemands(stays, Enumerable.Repeat(1L, stays.Count));
        }
    }

    /// <summary>Work between place and pick, in stations that have fewer places to work than to keep in an order of their own; longest stays, broken only where they must be.</summary>
    private void Work()
    {
        var lanes = new List<(BoolVar? Chosen, IntervalVar Work)>[line.Stations.Length];
        for (var s = 0; s < lanes.Length; s++) lanes[s] = [];
        foreach (var move in moves)
        {
            var plate = problem.Plates[move.Plate];
            if (move.Number == 0 && !move.Held)
            {
                var crowded = plate.Step >= 0 && line.Stations[plate.Station].WorkingPlaces < line.Stations[plate.Station].Capacity;
                if (plate.Queued)
                {
                    var begins = Time();
                    var time = line.Recipes[plate.Recipe].Steps[plate.Step].Time;
                    if (crowded) lanes[plate.Station].Add((null, Model.NewFixedSizeIntervalVar(begins, time, "")));
                    Model.Add(begins >= Math.Max(0, plate.Ready - problem.Now));
                    Model.Add(move.Pick >= begins + time);
                }
                else
                {
                    if (plate.Ready > problem.Now) Model.Add(move.Pick >= plate.Ready - problem.Now);
                    if (crowded && plate.Ready > problem.Now) lanes[plate.Station].Add((null, Model.NewFixedSizeIntervalVar(0, plate.Ready - problem.Now, "")));
                }
                if (plate.Latest < long.MaxValue) Limit(move.Pick, LinearExpr.Constant(plate.Latest - problem.Now));
            }
            var next = moves.Find(other => other.Plate == move.Plate && other.Number == move.Number + 1);
            var step = plate.Step + move.Number + 1;
            if (step >= line.Recipes[plate.Recipe].Steps.Length) continue;
            var work = line.Recipes[plate.Recipe].Steps[step];
            var start = move.Done;
            if (move.To.Any(s => line.Stations[s].WorkingPlaces < line.Stations[s].Capacity))
            {
                start = Time();
                Model.Add(start >= move.Done);
                for (var s = 0; s < move.To.Length; s++) lanes[move.To[s]].Add((move.Target[s], Model.NewOptionalFixedSizeIntervalVar(start, work.Time, move.Target[s], "")));
            }
            if (next is null) continue;
            Model.Add(next.Pick >= start + work.Time);
            if (work.MaxHold < long.MaxValue) Limit(next.Pick, start + work.Time + work.MaxHold);
        }
        for (var s = 0; s < lanes.Length; s++)
            if (lanes[s].Count > line.Stations[s].WorkingPlaces)
                Model.AddCumulative(line.Stations[s].WorkingPlaces).AddDemands(lanes[s].Select(lane => lane.Work), Enumerable.Repeat(1L, lanes[s].Count));
        // Plates come to an input port one after another.
        for (var p = 0; p < problem.Plates.Length; p++)
            for (var q = 0; q < problem.Plates.Length; q++)
                if (!line.Arrivals.AnyOrder && problem.Plates[p].Step < 0 && problem.Plates[q].Step < 0 && problem.Plates[p].Station == problem.Plates[q].Station && problem.Plates[q].Id == problem.Plates[p].Id + 1)
                    Model.Add(moves[first[q]].Pick >= moves[first[p]].Out);

        void Limit(IntVar pick, LinearExpr limit)
        {
            var breach = Time();
            Model.Add(pick <= limit + breach);
            breaches.Add(breach);
        }
    }

    /// <summary>Moves of different robots that touch a zone come one after another.</summary>
    private void Zones()
    {
        if (line.Robots.Length < 2) return;
        foreach (var zone in line.Stations.Select(s => s.Zone).Where(zone => zone >= 0).Distinct())
            for (var i = 0; i < moves.Count; i++)
                for (var j = i + 1; j < moves.Count; j++)
                {
                    if (!Touches(moves[i]) || !Touches(moves[j])) continue;
                    for (var r = 0; r < line.Robots.Length; r++)
                    {
                        var before = Truth();
                        Model.Add(moves[j].Pick >= moves[i].Done).OnlyEnforceIf([before, moves[i].Robot[r], moves[j].Robot[r].Not()]);
                        Model.Add(moves[i].Pick >= moves[j].Done).OnlyEnforceIf([before.Not(), moves[i].Robot[r], moves[j].Robot[r].Not()]);
                    }

                    bool Touches(Move move) => move.To.Concat(move.Held ? [] : move.From).Any(s => line.Stations[s].Zone == zone);
                }
    }

    private void Hint()
    {
        var last = new int[line.Robots.Length];
        var chosen = new HashSet<(int, int, int, bool)>();
        var swapping = new bool[line.Robots.Length];
        foreach (var move in problem.Rule)
        {
            var i = first[move.Plate] + move.Number;
            for (var r = 0; r < line.Robots.Length; r++) Model.AddHint(moves[i].Robot[r], r == move.Robot ? 1 : 0);
            for (var s = 0; s < moves[i].To.Length; s++) Model.AddHint(moves[i].Target[s], moves[i].To[s] == move.To ? 1 : 0);
            chosen.Add((last[move.Robot], i + 1, move.Robot, swapping[move.Robot]));
            (last[move.Robot], swapping[move.Robot]) = (i + 1, move.Swaps);
        }
        for (var r = 0; r < last.Length; r++)
            if (last[r] > 0) chosen.Add((last[r], 0, r, false));
        foreach (var (from, to, robot, arc, swap) in arcs) Model.AddHint(arc, chosen.Contains((from, to, robot, swap)) ? 1 : 0);
    }

    private void Goal()
    {
        var end = Time();
        foreach (var move in moves) Model.Add(end >= move.Done);
        Model.Minimize((end * moves.Count) + LinearExpr.Sum(moves.Select(move => move.Done)) + (LinearExpr.Sum(breaches) * 1000));
    }

    /// <summary>A move's places and times: begin of the pick, plate out of the source, robot leaves with it, begin and end of the place.</summary>
    private sealed record Move(
        int Plate, int Number, bool Held, ImmutableArray<int> From, BoolVar[] Source, ImmutableArray<int> To, BoolVar[] Target, BoolVar[] Robot, IntVar Pick, IntVar Out, IntVar Leave, IntVar Put, IntVar Done);
}

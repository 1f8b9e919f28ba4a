using System.Collections.Immutable;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Horizon;

/// <summary>
/// The work that lies before a line: the next moves as a rule would make them, by expected times. Whoever plans the horizon may order the same moves anew, and take other stations of a stage
/// and other robots. Plates that robots are carrying are where they are going to be put.
/// </summary>
public sealed class HorizonProblem
{
    private HorizonProblem(TransferLine line, long now, int robot, ImmutableArray<HorizonPlate> plates, ImmutableArray<HorizonRobot> robots, ImmutableArray<HorizonMove> rule, ImmutableArray<long> free, ImmutableArray<long> up, ImmutableArray<(int Station, int Plate)> others) =>
        (Line, Now, Deciding, Plates, Robots, Rule, StationFree, StationUp, Resting) = (line, now, robot, plates, robots, rule, free, up, others);

    /// <summary>The line.</summary>
    public TransferLine Line { get; }

    /// <summary>The time of the decision.</summary>
    public long Now { get; }

    /// <summary>The robot that decides.</summary>
    public int Deciding { get; }

    /// <summary>Plates with moves in the horizon.</summary>
    public ImmutableArray<HorizonPlate> Plates { get; }

    /// <summary>The robots.</summary>
    public ImmutableArray<HorizonRobot> Robots { get; }

    /// <summary>The moves in the order of the rule.</summary>
    public ImmutableArray<HorizonMove> Rule { get; }

    /// <summary>Until when each station is occupied by a plate that is on its way out.</summary>
    public ImmutableArray<long> StationFree { get; }

    /// <summary>When each station that is stopped is expected to go on; 0 for one that works.</summary>
    public ImmutableArray<long> StationUp { get; }

    /// <summary>Plates that stay in a station for the whole horizon.</summary>
    public ImmutableArray<(int Station, int Plate)> Resting { get; }

    /// <summary>Looks ahead from a decision.</summary>
    /// <param name="line">The line, stopped at a decision.</param>
    /// <param name="rule">Whose moves are taken.</param>
    /// <param name="moves">How many moves at least; more where a robot would be left holding a plate.</param>
    public static HorizonProblem Of(LineSimulation line, ITransferPolicy rule, int moves)
    {
        var kind = line.Line;
        var follow = line.Expect();
        var made = new List<(int Id, int Recipe, int Step, int Robot, int To, bool Swaps)>();
        var entered = new Dictionary<int, long>();
        var holding = new bool[kind.Robots.Length];
        // No robot is left with a plate on its arm: what is taken out of a station is put somewhere.
        for (var decisions = 0; (made.Count < moves || (holding.Contains(true) && made.Count < 3 * moves)) && decisions < 30 * moves && (decisions == 0 || follow.Advance(int.MaxValue)); decisions++)
        {
            var choice = rule.Choose(follow);
            if (choice < 0)
            {
                follow.Wait();
                continue;
            }
            var move = follow.Candidates[choice];
            ref readonly var plate = ref follow.Plates[move.Plate];
            entered.TryAdd(plate.Id, plate.Entered);
            made.Add((plate.Id, plate.Recipe, plate.Step, follow.Robot, move.Target, move.Swaps));
            holding[follow.Robot] = move.Swaps;
            follow.Take(choice);
        }
        var settled = line.Expect();
        var (robotFree, stationFree) = settled.Settle();
        var plates = ImmutableArray.CreateBuilder<HorizonPlate>();
        foreach (var group in made.GroupBy(move => move.Id))
        {
            var first = group.First();
            plates.Add(Start(settled, group.Key, first.Recipe, first.Step, entered[group.Key], group.Count()));
        }
        int IndexOf(int id)
        {
            for (var p = 0; p < plates.Count; p++)
                if (plates[p].Id == id) return p;
            return -1;
        }
        var counts = new int[plates.Count];
        ImmutableArray<HorizonMove> order = [.. made.Select(move => new HorizonMove(IndexOf(move.Id), counts[IndexOf(move.Id)]++, move.Robot, move.To, move.Swaps))];
        ImmutableArray<HorizonRobot> robots =
            [.. Enumerable.Range(0, kind.Robots.Length).Select(r => new HorizonRobot(robotFree[r], settled.Robots[r].At, settled.Robots[r].Held < 0 ? -1 : IndexOf(settled.Plates[settled.Robots[r].Held].Id)))];
        var resting = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (ref readonly var plate in settled.Plates)
            if (plate.Phase is PlatePhase.Queued or PlatePhase.Working or PlatePhase.Ready && plate.Step >= 0 && IndexOf(plate.Id) < 0) resting.Add((plate.Station, plate.Id));
        ImmutableArray<long> up = [.. Enumerable.Range(0, kind.Stations.Length).Select(s => line.IsDown(s) ? line.Now + (long)kind.Stations[s].MeanDown : 0)];
        return new(kind, line.Now, line.Robot, plates.ToImmutable(), robots, order, [.. stationFree], up, resting.ToImmutable());
    }

    private static HorizonPlate Start(LineSimulation state, int id, int recipe, int step, long entered, int moves)
    {
        for (var p = 0; p < state.Plates.Length; p++)
        {
            ref readonly var plate = ref state.Plates[p];
            if (plate.Phase == PlatePhase.None || plate.Id != id) continue;
            var holder = -1;
            for (var r = 0; r < state.Robots.Length; r++)
                if (state.Robots[r].Held == p) holder = r;
            var queued = plate.Phase == PlatePhase.Queued;
            var limit = plate.Step >= 0 ? state.Line.Recipes[recipe].Steps[plate.Step].MaxHold : long.MaxValue;
            return new(id, recipe, plate.Step, plate.Station, holder, queued ? state.Now : plate.Expected, queued || holder >= 0 || limit == long.MaxValue ? long.MaxValue : plate.Expected + limit, queued, moves);
        }
        // Not in the line yet: it is going to stand at the input port.
        return new(id, recipe, step, state.Line.Input, -1, entered, long.MaxValue, false, moves);
    }
}

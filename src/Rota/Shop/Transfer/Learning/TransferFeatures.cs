using System.Collections.Immutable;
using Rota.Learning;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Learning;

/// <summary>
/// What a learnt policy sees of each move: times in units of the line's bound, loads and ranks, so that lines of every size look alike. The last candidate is to
/// wait, where that makes sense. Nothing that is not yet known is in it.
/// </summary>
public static class TransferFeatures
{
    /// <summary>Numbers a candidate.</summary>
    public const int Count = 65;

    private const int Votes = 30, Shared = 40, More = 53;

    /// <summary>The schema of all policies for transfer robots.</summary>
    public static Schema Schema { get; } = new("transfer", 2, 0, Count);

    /// <summary>Names of the features, in their order.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "wait", "ready in", "way", "wait at the source", "done", "done for", "done longest", "soonest", "later than the soonest", "stage", "from the input", "from the last stage", "swap", "on the arm",
        "occupant ready in", "occupant done", "load of its stage", "fill of its stage", "load of the next stage", "fill of the next stage", "fill after the next", "fill before", "plate waits before",
        "longest stay", "stay left", "robot load", "station load", "robots busy", "holds a plate", "plates inside", .. RuleVotes.Rules.Select(rule => $"rule {rule.Name}"), "votes",
        "arms", "robots", "noise", "stops", "steps", "recipes", "lot left", "circle", "stopped", "mean load", "stages near the bound", "places", "ways", "move time", "robot is there", "next work", "work left", "queue there", "done in its stage",
        "next done in its stage", "idle in the next stage", "next done in the next stage", "done in the next stage", "stopped after", "another robot could",
    ];

    /// <summary>Writes every candidate of the present decision, and waiting where it makes sense.</summary>
    public static void Write(LineSimulation line, Observation into)
    {
        var figures = LineFigures.Of(line.Line);
        var (soonest, oldest) = (long.MaxValue, long.MaxValue);
        foreach (var move in line.Candidates)
        {
            soonest = Math.Min(soonest, move.Ready);
            if (move.Ready <= line.Now + move.Travel) oldest = Math.Min(oldest, line.Plates[move.Plate].Expected);
        }
        var busy = 0;
        foreach (ref readonly var robot in line.Robots) busy += robot.Phase != RobotPhase.Idle ? 1 : 0;
        var occupied = 0;
        foreach (ref readonly var plate in line.Plates) occupied += plate.Phase != PlatePhase.None && plate.Step >= 0 ? 1 : 0;
        Span<int> votes = stackalloc int[RuleVotes.Rules.Length];
        RuleVotes.Write(line, votes);
        Span<float> shared = stackalloc float[More - Shared];
        OfLine(line, figures, shared);
        for (var c = 0; c < line.Candidates.Count; c++)
        {
            var own = into.AddCandidate();
            Move(line, figures, line.Candidates[c], soonest, oldest, own);
            MoveMore(line, figures, line.Candidates[c], own[More..]);
            Common(own, c, votes, shared);
        }
        if (line.CanWait)
        {
            var row = into.AddCandidate();
            row[0] = 1;
            row[1] = Clip((Earliest(line) - line.Now) / figures.Tact);
            Common(row, -1, votes, shared);
        }

        void Common(Span<float> row, int choice, ReadOnlySpan<int> votes, ReadOnlySpan<float> shared)
        {
            for (var r = 0; r < votes.Length; r++)
            {
                if (votes[r] != choice) continue;
                row[Votes + r] = 1;
                row[Shared - 1] += 1f / votes.Length;
            }
            shared.CopyTo(row[Shared..]);
            row[25] = figures.RobotLoad;
            row[26] = figures.StationLoad;
            row[27] = busy / (float)line.Robots.Length;
            row[28] = line.Robots[line.Robot].Held >= 0 ? 1 : 0;
            row[29] = occupied / (float)Math.Max(1, line.Line.Stations.Length - 2);
        }
    }

    /// <summary>What is the same for every move: arms, robots, noise, stops, size, recipes, how much of a lot is left.</summary>
    private static void OfLine(LineSimulation line, LineFigures figures, Span<float> row)
    {
        var kind = line.Line;
        row[0] = kind.Robots[line.Robot].Arms - 1;
        row[1] = Math.Min(1, (kind.Robots.Length - 1) / 3f);
        row[2] = figures.Noise;
        row[3] = figures.Stops;
        row[4] = Math.Min(2, kind.LongestRecipe / 8f);
        row[5] = kind.Recipes.Length > 1 ? 1 : 0;
        row[6] = kind.Arrivals.Lot.IsEmpty ? 0 : 1 - (line.Outputs.Count / (float)kind.Arrivals.Lot.Length);
        row[7] = kind.HasCircle ? 1 : 0;
        var stopped = 0;
        for (var s = 0; s < kind.Stations.Length; s++) stopped += line.IsDown(s) ? 1 : 0;
        row[8] = stopped / (float)kind.Stations.Length;
        row[9] = figures.MeanLoad;
        row[10] = figures.Near;
        row[11] = figures.Places;
        row[12] = figures.Ways;
    }

    /// <summary>What a move does to the robot and to the stages it links.</summary>
    private static void MoveMore(LineSimulation line, LineFigures figures, TransferCandidate move, Span<float> row)
    {
        ref readonly var plate = ref line.Plates[move.Plate];
        var (tables, r, tact) = (figures.Tables, line.Robot, figures.Tact);
        var recipe = line.Line.Recipes[plate.Recipe];
        var (step, last) = (plate.Step, recipe.Steps.Length - 1);
        var time = (double)tables.Place[r][move.Target];
        if (move.Source >= 0) time += tables.Pick[r][move.Source] + tables.Travel[r][move.Source][move.Target];
        if (move.Swaps) time += tables.Pick[r][move.Target] + line.Line.Robots[r].ArmChange;
        row[0] = Clip(time / tact);
        row[1] = move.Travel == 0 ? 1 : 0;
        row[2] = step < last ? Clip(recipe.Steps[step + 1].Time / tact) : 0;
        row[3] = figures.WorkAfter[plate.Recipe][step + 1];
        row[4] = step < last ? Clip(line.Load(move.Target) / (double)line.Line.Stations[move.Target].WorkingPlaces) : 0;
        if (step >= 0)
        {
            var (done, _, soonest) = Stage(line, recipe.Steps[step], move.Plate);
            row[5] = Math.Min(2, done / (float)figures.Capacity[plate.Recipe][step]);
            row[6] = soonest == long.MaxValue ? 3 : Clip((soonest - line.Now) / tact);
        }
        if (step < last)
        {
            var (done, working, soonest) = Stage(line, recipe.Steps[step + 1], -1);
            var places = (float)figures.Capacity[plate.Recipe][step + 1];
            row[7] = 1 - (working / places);
            row[8] = soonest == long.MaxValue ? 0 : Clip((soonest - line.Now) / tact);
            row[9] = Math.Min(2, done / places);
            var down = 0;
            foreach (var s in recipe.Steps[step + 1].Stations) down += line.IsDown(s) ? 1 : 0;
            if (step + 1 < last) foreach (var s in recipe.Steps[step + 2].Stations) down += line.IsDown(s) ? 1 : 0;
            row[10] = Math.Min(2, down / (float)recipe.Steps[step + 1].Stations.Length);
        }
        for (var other = 0; other < line.Robots.Length; other++)
            if (other != r && (move.Source < 0 || tables.Reaches[other][move.Source]) && tables.Reaches[other][move.Target]) row[11] = 1;
    }

    /// <summary>Plates of a step that are done, those that are worked on, and when the next of them is expected to be done.</summary>
    private static (int Done, int Working, long Soonest) Stage(LineSimulation line, RecipeStep step, int without)
    {
        var (done, working, soonest) = (0, 0, long.MaxValue);
        for (var p = 0; p < line.Plates.Length; p++)
        {
            ref readonly var plate = ref line.Plates[p];
            if (p == without || plate.Phase is not (PlatePhase.Working or PlatePhase.Ready) || !step.Stations.Contains(plate.Station)) continue;
            if (plate.Phase == PlatePhase.Ready) done++;
            else working++;
            soonest = Math.Min(soonest, plate.Expected);
        }
        return (done, working, soonest);
    }

    private static void Move(LineSimulation line, LineFigures figures, TransferCandidate move, long soonest, long oldest, Span<float> row)
    {
        ref readonly var plate = ref line.Plates[move.Plate];
        var recipe = line.Line.Recipes[plate.Recipe];
        var (step, last) = (plate.Step, recipe.Steps.Length - 1);
        var tact = figures.Tact;
        var arrival = line.Now + move.Travel;
        row[1] = Clip((move.Ready - line.Now) / tact);
        row[2] = Clip(move.Travel / tact);
        row[3] = Clip((move.Ready - arrival) / tact);
        row[4] = plate.Phase == PlatePhase.Ready ? 1 : 0;
        row[5] = Clip((arrival - plate.Expected) / tact);
        row[6] = move.Ready <= arrival && plate.Expected == oldest ? 1 : 0;
        row[7] = move.Ready == soonest ? 1 : 0;
        row[8] = Clip((move.Ready - soonest) / tact);
        row[9] = (step + 1f) / (last + 1f);
        row[10] = step < 0 ? 1 : 0;
        row[11] = step == last ? 1 : 0;
        row[12] = move.Swaps ? 1 : 0;
        row[13] = move.Source < 0 ? 1 : 0;
        if (move.Swaps)
        {
            row[14] = Clip((line.Plates[move.Occupant].Expected - arrival) / tact);
            row[15] = line.Plates[move.Occupant].Phase == PlatePhase.Ready ? 1 : 0;
        }
        if (step >= 0)
        {
            row[16] = figures.StageLoad[plate.Recipe][step];
            row[17] = Fill(line, recipe.Steps[step], figures.Capacity[plate.Recipe][step]);
            if (recipe.Steps[step].MaxHold < long.MaxValue)
            {
                row[23] = 1;
                row[24] = Clip((plate.Expected + recipe.Steps[step].MaxHold - move.Ready) / tact);
            }
        }
        if (step < last)
        {
            row[18] = figures.StageLoad[plate.Recipe][step + 1];
            row[19] = Fill(line, recipe.Steps[step + 1], figures.Capacity[plate.Recipe][step + 1]);
        }
        if (step + 1 < last) row[20] = Fill(line, recipe.Steps[step + 2], figures.Capacity[plate.Recipe][step + 2]);
        row[21] = step > 0 ? Fill(line, recipe.Steps[step - 1], figures.Capacity[plate.Recipe][step - 1]) : 1;
        row[22] = Ready(line, step - 1);
    }

    /// <summary>Plates in the places of a step and on their way there, over its places.</summary>
    private static float Fill(LineSimulation line, RecipeStep step, int places)
    {
        var load = 0;
        foreach (var station in step.Stations) load += line.Load(station);
        return load / (float)places;
    }

    /// <summary>1 when a plate of the step before waits to follow.</summary>
    private static float Ready(LineSimulation line, int step)
    {
        if (step < -1) return 0;
        foreach (ref readonly var plate in line.Plates)
            if (plate.Phase == PlatePhase.Ready && plate.Step == step && !plate.Claimed) return 1;
        return 0;
    }

    /// <summary>When something is expected to happen next.</summary>
    private static long Earliest(LineSimulation line)
    {
        var earliest = line.Now + (long)(3 * LineFigures.Of(line.Line).Tact);
        foreach (ref readonly var plate in line.Plates)
            if (plate.Phase == PlatePhase.Working) earliest = Math.Min(earliest, Math.Max(line.Now, plate.Expected));
        foreach (ref readonly var robot in line.Robots)
            if (robot.Phase != RobotPhase.Idle) earliest = Math.Min(earliest, robot.Until);
        return earliest;
    }

    private static float Clip(double value) => (float)Math.Clamp(value, -3, 3);
}

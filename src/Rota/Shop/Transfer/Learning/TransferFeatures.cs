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
    public const int Count = 30;

    /// <summary>The schema of all policies for transfer robots.</summary>
    public static Schema Schema { get; } = new("transfer", 1, 0, Count);

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
        for (var c = 0; c < line.Candidates.Count; c++)
        {
            var own = into.AddCandidate();
            Move(line, figures, line.Candidates[c], soonest, oldest, own);
            Shared(own);
        }
        if (line.CanWait)
        {
            var row = into.AddCandidate();
            row[0] = 1;
            row[1] = Clip((Earliest(line) - line.Now) / figures.Tact);
            Shared(row);
        }

        void Shared(Span<float> row)
        {
            row[25] = figures.RobotLoad;
            row[26] = figures.StationLoad;
            row[27] = busy / (float)line.Robots.Length;
            row[28] = line.Robots[line.Robot].Held >= 0 ? 1 : 0;
            row[29] = occupied / (float)Math.Max(1, line.Line.Stations.Length - 2);
        }
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

using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// The pull (backward, downhill) cycle for one arm: after serving a stage, the one before it, going there before the plate is done. Optimal for one station a stage when all
/// ways are equally long (Crama and van de Klundert 1997). Stages with several stations are served once they are full.
/// </summary>
public sealed class PullCycle : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "cycle";

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var stages = line.Line.LongestRecipe;
        var last = StageOf(line, line.Robots[line.Robot].At) - 1;
        for (var back = 1; back <= stages + 1; back++)
        {
            var stage = ((last - back + (2 * (stages + 1)) + 1) % (stages + 1)) - 1;
            var found = RuleView.Best(
                line, move => RuleView.Stage(line, move) == stage && (stage < 0 || RuleView.IsReady(line, move) || IsFull(line, move)), move => move.Ready, move => RuleView.Done(line, move));
            if (found >= 0) return found;
        }
        return RuleView.Best(line, _ => true, move => move.Ready, move => -RuleView.Stage(line, move));
    }

    /// <summary>True when no station of the plate's step has room: nothing is gained by loading first.</summary>
    private static bool IsFull(LineSimulation line, TransferCandidate move)
    {
        ref readonly var plate = ref line.Plates[move.Plate];
        if (plate.Step < 0) return true;
        foreach (var station in line.Line.Recipes[plate.Recipe].Steps[plate.Step].Stations)
            if (line.Load(station) < line.Line.Stations[station].Capacity) return false;
        return true;
    }

    /// <summary>The step that a station does in the first recipe that uses it; -1 for an input port, one past the last for an output port.</summary>
    private static int StageOf(LineSimulation line, int station)
    {
        var kind = line.Line.Stations[station].Kind;
        if (kind == StationKind.Input) return -1;
        if (kind == StationKind.Output) return line.Line.LongestRecipe;
        foreach (var recipe in line.Line.Recipes)
            for (var k = 0; k < recipe.Steps.Length; k++)
                if (recipe.Steps[k].Stations.Contains(station)) return k;
        return -1;
    }
}

using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>What rules ask about a candidate.</summary>
internal static class RuleView
{
    /// <summary>The best candidate by a key, smaller first; -1 when none is left. Ties go to the first by the second key, then in order.</summary>
    public static int Best(LineSimulation line, Func<TransferCandidate, bool> eligible, Func<TransferCandidate, long> key, Func<TransferCandidate, long> tie)
    {
        var (best, least, second) = (-1, long.MaxValue, long.MaxValue);
        for (var c = 0; c < line.Candidates.Count; c++)
        {
            var move = line.Candidates[c];
            if (!eligible(move)) continue;
            var (first, next) = (key(move), tie(move));
            if (best >= 0 && (first > least || (first == least && next >= second))) continue;
            (best, least, second) = (c, first, next);
        }
        return best;
    }

    /// <summary>True when everything is done that the move takes: a reactive rule looks at nothing else. What is on the arm is always taken on.</summary>
    public static bool IsReady(LineSimulation line, TransferCandidate move) =>
        move.Source < 0 || (line.Plates[move.Plate].Phase == PlatePhase.Ready && (!move.Swaps || line.Plates[move.Occupant].Phase == PlatePhase.Ready));

    /// <summary>The step the plate is at: larger is further downstream; -1 at the input.</summary>
    public static int Stage(LineSimulation line, TransferCandidate move) => line.Plates[move.Plate].Step;

    /// <summary>When the plate was done, or is expected to be.</summary>
    public static long Done(LineSimulation line, TransferCandidate move) => line.Plates[move.Plate].Expected;

    /// <summary>True when no station of the plate's step has room: nothing is gained by loading first.</summary>
    public static bool IsFull(LineSimulation line, TransferCandidate move)
    {
        ref readonly var plate = ref line.Plates[move.Plate];
        if (plate.Step < 0) return true;
        foreach (var station in line.Line.Recipes[plate.Recipe].Steps[plate.Step].Stations)
            if (line.Load(station) < line.Line.Stations[station].Capacity) return false;
        return true;
    }

    /// <summary>The step that a station does in the first recipe that uses it; -1 for an input port, one past the last for an output port.</summary>
    public static int StageOf(LineSimulation line, int station)
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

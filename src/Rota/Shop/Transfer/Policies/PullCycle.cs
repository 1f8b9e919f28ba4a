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
        var last = RuleView.StageOf(line, line.Robots[line.Robot].At) - 1;
        for (var back = 1; back <= stages + 1; back++)
        {
            var stage = ((last - back + (2 * (stages + 1)) + 1) % (stages + 1)) - 1;
            var found = RuleView.Best(
                line, move => RuleView.Stage(line, move) == stage && (stage < 0 || RuleView.IsReady(line, move) || RuleView.IsFull(line, move)), move => move.Ready, move => RuleView.Done(line, move));
            if (found >= 0) return found;
        }
        return RuleView.Best(line, _ => true, move => move.Ready, move => -RuleView.Stage(line, move));
    }
}

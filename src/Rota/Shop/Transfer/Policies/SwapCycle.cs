using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// The swap cycle for two arms: a fresh plate from the input, then from stage to stage, changing it for the finished one, to the output. Robots with one arm pull
/// (<see cref="PullCycle"/>).
/// </summary>
public sealed class SwapCycle : ITransferPolicy
{
    private readonly PullCycle pull = new();

    /// <inheritdoc/>
    public string Name => "swap";

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        if (line.Line.Robots[line.Robot].Arms < 2) return pull.Choose(line);
        if (line.Robots[line.Robot].Held >= 0) return RuleView.Best(line, _ => true, move => move.Ready, move => move.Travel);
        var fresh = RuleView.Best(line, move => line.Plates[move.Plate].Step < 0, move => move.Ready, move => move.Travel);
        return fresh >= 0 ? fresh : RuleView.Best(line, _ => true, move => move.Ready, move => RuleView.Stage(line, move));
    }
}

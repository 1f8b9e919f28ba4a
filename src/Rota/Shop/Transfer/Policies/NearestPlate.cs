using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Reactive: the plate that is done and nearest to the robot, ties downstream first.</summary>
public sealed class NearestPlate : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "near";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => RuleView.IsReady(line, move), move => move.Travel, move => -RuleView.Stage(line, move));
}

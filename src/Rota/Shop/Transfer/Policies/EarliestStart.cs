using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Anticipating: the move that can begin first, travel and the rest of the work counted, ties downstream first. What human experts come to.</summary>
public sealed class EarliestStart : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "est";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => true, move => move.Ready, move => -RuleView.Stage(line, move));
}

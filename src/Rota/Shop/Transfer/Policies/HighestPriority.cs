using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Reactive: the plate whose recipe has the highest priority, ties first in, first out.</summary>
public sealed class HighestPriority : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "priority";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => RuleView.IsReady(line, move), move => -line.Line.Recipes[line.Plates[move.Plate].Recipe].Priority, move => RuleView.Done(line, move));
}

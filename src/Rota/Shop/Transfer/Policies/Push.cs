using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Reactive: the most upstream plate that is done.</summary>
public sealed class Push : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "push";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => RuleView.IsReady(line, move), move => RuleView.Stage(line, move), move => RuleView.Done(line, move));
}

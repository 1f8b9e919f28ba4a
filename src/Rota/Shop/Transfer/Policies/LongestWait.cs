using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Reactive: the plate that has waited longest since it was done, ties upstream first.</summary>
public sealed class LongestWait : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "longest-wait";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => RuleView.IsReady(line, move), move => RuleView.Done(line, move), move => RuleView.Stage(line, move));
}

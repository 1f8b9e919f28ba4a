using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Reactive: the plate that has been done longest, ties downstream first. Also known as longest wait.</summary>
public sealed class FirstInFirstOut : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "fifo";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => RuleView.IsReady(line, move), move => RuleView.Done(line, move), move => -RuleView.Stage(line, move));
}

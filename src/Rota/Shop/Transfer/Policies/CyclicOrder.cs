using System.Collections.Immutable;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Makes the moves of a cycle in their order, each as early as it can be made; used with the cycles that CP-SAT finds.</summary>
/// <param name="order">Steps from which a plate is taken, -1 for the input, each once, in cyclic order.</param>
/// <param name="name">Its name.</param>
public sealed class CyclicOrder(ImmutableArray<int> order, string name = "cyclic") : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Steps in order.</summary>
    public ImmutableArray<int> Order => order;

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var last = order.IndexOf(RuleView.StageOf(line, line.Robots[line.Robot].At) - 1);
        for (var i = 1; i <= order.Length; i++)
        {
            var stage = order[(last + i + order.Length) % order.Length];
            var found = RuleView.Best(
                line, move => RuleView.Stage(line, move) == stage && (stage < 0 || RuleView.IsReady(line, move) || RuleView.IsFull(line, move)), move => move.Ready, move => RuleView.Done(line, move));
            if (found >= 0) return found;
        }
        return RuleView.Best(line, _ => true, move => move.Ready, move => -RuleView.Stage(line, move));
    }
}

using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>Anticipating: the move that can begin first; of several that can begin on arrival, the plate that has been done longest. Ours: the strongest simple rule we know for lines with parallel stations.</summary>
public sealed class EarliestStartOldest : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => "est-oldest";

    /// <inheritdoc/>
    public int Choose(LineSimulation line) => RuleView.Best(
        line, move => true, move => Math.Max(move.Ready, line.Now + Farthest(line)), move => RuleView.Done(line, move));


    /// <summary>Moves that can begin within the longest empty way of the present choice count as equally early.</summary>
    private static long Farthest(LineSimulation line)
    {
        long most = 0;
        foreach (var move in line.Candidates) most = Math.Max(most, move.Travel);
        return most;
    }
}

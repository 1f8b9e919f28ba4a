using System.Collections.Immutable;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Learning;

/// <summary>What the rules would do: a learnt policy sees it of every move, so that it can follow a rule where the rule is right and leave it where it is not.</summary>
internal static class RuleVotes
{
    /// <summary>Rules that vote, in the order of the features.</summary>
    public static ImmutableArray<ITransferPolicy> Rules => RulePortfolio.Rules;

    /// <summary>Fills each rule's choice, -1 to wait.</summary>
    public static void Write(LineSimulation line, Span<int> votes)
    {
        for (var r = 0; r < votes.Length; r++) votes[r] = Rules[r].Choose(line);
    }
}

using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving;

/// <summary>One run of the study.</summary>
/// <param name="Contender">How contexts are switched; null recomputes them.</param>
/// <param name="Rate">Conversations a second.</param>
/// <param name="Markov">The Markov trace instead of the Random one.</param>
/// <param name="Seed">Of conversations and priorities.</param>
/// <param name="Conversations">How many.</param>
internal sealed record FastSwitchCell(FastSwitchContender Contender, double Rate, bool Markov, ulong Seed, int Conversations)
{
    /// <summary>"Random 0.15".</summary>
    public string Load => FormattableString.Invariant($"{(Markov ? "Markov" : "Random")} {Rate:0.00}");

    /// <summary>The same priorities for every contender.</summary>
    public ServingPolicy Policy() => FastSwitchPolicies.ByPriority(Contender.Name, Contender.Swap) with
    {
        Order = Markov ? new MarkovPriority { Seed = Seed } : new RandomPriority { Seed = Seed },
        Batching = Contender.Batching,
    };
}

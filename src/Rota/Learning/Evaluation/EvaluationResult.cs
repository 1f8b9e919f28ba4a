using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Learning;

/// <summary>What a policy brought.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Mode">How it was played.</param>
/// <param name="Costs">The cost of each seed, the cheapest sample's.</param>
/// <param name="Decisions">Decisions in all, all samples counted.</param>
/// <param name="Elapsed">Wall time in all, all samples counted.</param>
public sealed record EvaluationResult(string Policy, EvaluationMode Mode, ImmutableArray<double> Costs, long Decisions, TimeSpan Elapsed)
{
    /// <summary>The mean cost with its interval.</summary>
    public Interval Mean => Interval.OfMean(Costs.AsSpan());

    /// <summary>This against another on the same seeds; lower is better.</summary>
    public PairedComparison Against(EvaluationResult other) => PairedComparison.Of(Costs.AsSpan(), other.Costs.AsSpan());
}

using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Tuning.Discovery;

/// <summary>What a search has brought.</summary>
/// <param name="Seed">The rule it began with.</param>
/// <param name="Best">The best rule on the training set.</param>
/// <param name="Evaluations">Expressions evaluated.</param>
/// <param name="Asked">Questions asked.</param>
/// <param name="Unreadable">Answers without an expression.</param>
/// <param name="Repeated">Answers with an expression that had been evaluated before.</param>
/// <param name="TokensIn">Tokens of the questions.</param>
/// <param name="TokensOut">Tokens of the answers.</param>
/// <param name="Curve">Evaluations and cost at every improvement.</param>
/// <param name="Training">Seed and best on the training set.</param>
/// <param name="Validation">Seed and best on instances no rule was chosen on.</param>
/// <param name="Database">Every candidate and the strategy's arrangement, as JSON lines.</param>
/// <param name="Digest">SHA-256 of the database.</param>
public sealed record DiscoveryResult(
    Candidate Seed,
    Candidate Best,
    int Evaluations,
    int Asked,
    int Unreadable,
    int Repeated,
    long TokensIn,
    long TokensOut,
    ImmutableArray<(int Evaluations, double Cost)> Curve,
    DiscoveryComparison Training,
    DiscoveryComparison Validation,
    string Database,
    string Digest);

/// <summary>Two rules on the same instances.</summary>
/// <param name="Instances">How many.</param>
/// <param name="SeedMean">Mean cost of the rule the search began with.</param>
/// <param name="BestMean">Mean cost of the best rule found.</param>
/// <param name="LeastMean">Mean cost of the optimum, or a bound; null when it is not known.</param>
/// <param name="Gain">Seed less best, with its paired bootstrap interval (95 %).</param>
public sealed record DiscoveryComparison(int Instances, double SeedMean, double BestMean, double? LeastMean, Interval Gain)
{
    /// <summary>The share of the way from the seed to the optimum that was gone; null when the optimum is not known or the seed is optimal.</summary>
    public double? Closed => LeastMean is { } least && SeedMean > least ? (SeedMean - BestMean) / (SeedMean - least) : null;
}

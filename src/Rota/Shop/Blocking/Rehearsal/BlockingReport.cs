using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>A comparison of policies on a blocking shop.</summary>
/// <param name="Problem">The shop.</param>
/// <param name="Policies">Names, in order; the others are compared with the first.</param>
/// <param name="Rows">A row a policy and seed.</param>
public sealed record BlockingReport(BlockingProblem Problem, ImmutableArray<string> Policies, ImmutableArray<BlockingRow> Rows)
{
    /// <summary>Column heads of <see cref="Cells"/>.</summary>
    public static ImmutableArray<string> Heads { get; } = ["policy", "makespan", "worst", "swaps", "blocked", "decisions", "ms per decision", "longest ms"];

    /// <summary>Means over seeds, a policy a row.</summary>
    public IEnumerable<ImmutableArray<double>> Cells => Policies.Select(policy =>
    {
        var rows = Of(policy);
        return ImmutableArray.Create(
            rows.Average(r => r.Makespan), rows.Max(r => r.Makespan), rows.Average(r => r.Swaps), rows.Average(r => r.Blocked), rows.Average(r => r.Decisions),
            rows.Sum(r => r.Milliseconds) / Math.Max(1, rows.Sum(r => r.Decisions)), rows.Max(r => r.Longest));
    });

    /// <summary>A policy's rows.</summary>
    public BlockingRow[] Of(string policy) => [.. Rows.Where(row => row.Policy == policy)];

    /// <summary>Each policy against the first on the same stops, a sentence each; none with one seed.</summary>
    public IEnumerable<string> Verdicts()
    {
        var first = Of(Policies[0]).Select(row => (double)row.Makespan).ToArray();
        if (first.Length < 2) yield break;
        foreach (var policy in Policies.Skip(1))
            yield return $"makespan: {PairedComparison.Of(Of(policy).Select(row => (double)row.Makespan).ToArray(), first).Sentence(policy, Policies[0])}";
    }
}

using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.SingleMachine.FlowTime.Rehearsal;

/// <summary>A comparison of policies.</summary>
/// <param name="Plan">What was compared.</param>
/// <param name="Rows">A row a policy and seed, in order of the plan.</param>
/// <param name="Notes">What was left out, and why.</param>
public sealed record FlowTimeReport(FlowRehearsalPlan Plan, ImmutableArray<FlowRehearsalRow> Rows, ImmutableArray<string> Notes)
{
    /// <summary>Column heads of <see cref="Cells"/>.</summary>
    public static ImmutableArray<string> Heads { get; } = ["policy", "ratio", "local ratio", "mean", "p99", "max", "weighted mean", "preemptions"];

    /// <summary>Names of the policies that ran, in order.</summary>
    public IEnumerable<string> Policies => Rows.Select(row => row.Policy).Distinct();

    /// <summary>Mean of a figure over the seeds.</summary>
    public double Mean(string policy, Func<FlowRehearsalRow, double> figure) => Rows.Where(row => row.Policy == policy).Average(figure);

    /// <summary>The table, a policy a row, means over the seeds.</summary>
    public IEnumerable<ImmutableArray<double>> Cells => Policies.Select(policy => ImmutableArray.Create(
        Mean(policy, row => row.Ratio), Mean(policy, row => row.LocalRatio), Mean(policy, row => row.Mean), Mean(policy, row => row.P99),
        Mean(policy, row => row.Max), Mean(policy, row => row.Weighted), Mean(policy, row => row.Preemptions)));

    /// <summary>Mean flow times against the first policy's on the same jobs, a sentence a policy; none with one seed.</summary>
    public IEnumerable<string> Verdicts()
    {
        if (Plan.Seeds < 2) yield break;
        var names = Policies.ToArray();
        var reference = Figures(names[0]);
        foreach (var name in names[1..]) yield return $"mean flow time: {PairedComparison.Of(Figures(name), reference).Sentence(name, names[0])}";

        double[] Figures(string policy) => [.. Rows.Where(row => row.Policy == policy).Select(row => row.Mean)];
    }
}

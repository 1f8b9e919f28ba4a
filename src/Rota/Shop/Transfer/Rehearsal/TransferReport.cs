using System.Collections.Immutable;
using Rota.Shop.Transfer.Simulation;
using Rota.Statistics;

namespace Rota.Shop.Transfer.Rehearsal;

/// <summary>A comparison of policies on a line.</summary>
/// <param name="Plan">What was compared.</param>
/// <param name="Rows">Runs in order of policy and seed.</param>
/// <param name="Bounds">What no policy beats.</param>
public sealed record TransferReport(TransferPlan Plan, ImmutableArray<TransferRow> Rows, LineBounds Bounds)
{
    /// <summary>Column heads of <see cref="Cells"/>.</summary>
    public static ImmutableArray<string> Heads { get; } = ["policy", "tact s", "over bound %", "plates/h", "makespan s", "flow mean s", "flow p95 s", "violations", "locked up"];

    /// <summary>The policies in order.</summary>
    public IEnumerable<string> Policies => Rows.Select(row => row.Policy).Distinct();

    /// <summary>True for a lot: its makespan counts, there is no steady state.</summary>
    public bool IsLot => !Plan.Line.Arrivals.Lot.IsEmpty;

    /// <summary>The table, means over the seeds.</summary>
    public IEnumerable<ImmutableArray<double>> Cells => Policies.Select(policy => ImmutableArray.Create(
        IsLot ? double.NaN : Mean(policy, r => r.Tact), IsLot ? double.NaN : 100 * ((Mean(policy, r => r.Tact) / Bounds.Tact) - 1), IsLot ? double.NaN : Mean(policy, r => r.Throughput), Mean(policy, r => r.Makespan),
        Mean(policy, r => r.MeanFlow), Mean(policy, r => r.Flow95), Mean(policy, r => r.Violations), Mean(policy, r => r.Deadlocked ? 1 : 0)));

    /// <summary>Mean of a figure over the seeds.</summary>
    public double Mean(string policy, Func<LineResult, double> figure) => Rows.Where(row => row.Policy == policy).Average(row => figure(row.Result));

    /// <summary>Each policy against the first on the same days, a sentence each; none with one seed.</summary>
    public IEnumerable<string> Verdicts()
    {
        if (Plan.Seeds < 2) yield break;
        var names = Policies.ToArray();
        foreach (var name in names[1..]) yield return $"{(IsLot ? "makespan" : "tact")}: {PairedComparison.Of(Figures(name), Figures(names[0])).Sentence(name, names[0])}";

        double[] Figures(string policy) => [.. Rows.Where(row => row.Policy == policy).Select(row => IsLot ? row.Result.Makespan : row.Result.Tact)];
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Solvers;
using Rota.Solving;

namespace Rota.Studies.Cluster.Machines;

/// <summary>
/// Migrations that leave fewer free cores in fragments (Ding et al., EuroSys 2025): heuristics, a learnt policy, searches and bounds on the public snapshot and on churned ones, against proven optima,
/// and plans that come late.
/// </summary>
public sealed class VmReschedulingStudy : IStudy
{
    private const double Limit = 5;
    private const string Ours = "prices";
    private const string Learnt = "vmr2l";

    /// <inheritdoc/>
    public string Name => "vm-rescheduling";

    /// <inheritdoc/>
    public string Paper => "Ding et al. 2025, Towards VM Rescheduling Optimization Through Deep Reinforcement Learning (EuroSys)";

    /// <inheritdoc/>
    public string Description => "live migrations against fragments of free cores: the published heuristic, searches, a learnt policy, prices with proofs, and late plans";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var cases = SnapshotCase.Read();
        var made = SnapshotCase.Generated(options.Scale switch { StudyScale.Smoke => 1, StudyScale.Short => 3, _ => 10 });
        var isSmoke = options.Scale == StudyScale.Smoke;
        var outcomes = new List<MachineOutcome>();
        foreach (var the in cases is { } all ? [.. all, .. made] : made)
            foreach (var solver in (ISolver<MachineProblem, MigrationPlan>[])[.. MachineSolvers.All, new FragmentSearch(usesPolicy: false)])
            {
                if (cancellation.IsCancellationRequested) break;
                if (isSmoke && !IsQuick(solver.Name, the)) continue;
                outcomes.Add(MachineOutcome.Of(the, solver, Limit, cancellation));
                progress?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{the.Name} {the.Problem.MigrationLimit} {solver.Name}: {outcomes[^1].Rate:F4} in {outcomes[^1].Seconds:F2} s"));
            }
        var late = cases is { } known && !cancellation.IsCancellationRequested ? LatePlans.Measure(known, options.Scale == StudyScale.Smoke ? 5 : 40) : null;
        ImmutableArray<Claim> claims = [.. Snapshot(cases), .. Published(outcomes), .. Optimal(outcomes), .. Large(outcomes), .. Late(late), .. Learned(outcomes)];
        return new(Name, Paper, options.Scale, claims, []) { Tables = [Table(outcomes), .. late is null ? [] : (string[])[LatePlans.Table(late)]] };
    }

    private static IEnumerable<Claim> Snapshot(ImmutableArray<SnapshotCase>? cases)
    {
        yield return Claim.Reproduce("fragment-rate", "the fragment rate of the public medium snapshot", "fragment rate", "-", 1362 / 1394.0, cases is { } all ? FragmentRate.Of(all[0].Problem).Value : null, 1e-9);
    }

    private static IEnumerable<Claim> Published(List<MachineOutcome> outcomes)
    {
        var filter = outcomes.Where(outcome => outcome.Solver == "filter" && outcome.Case is { Filter: not null, IsChurn: true }).ToArray();
        yield return Claim.Reproduce(
            "filter", "the published heuristic on the churned cases: largest difference from its recorded fragment rates", "difference", "-", 0, filter.Length == 0 ? null : Math.Round(filter.Max(outcome => Math.Abs(outcome.Rate - outcome.Case.Filter!.Value)), 6), 1e-6);
        double? Mean(string solver) => outcomes.Where(outcome => outcome.Solver == solver && outcome.Case.IsChurn && outcome.Case.Problem.MigrationLimit == 50).Select(outcome => outcome.Rate).ToArray() is { Length: > 0 } rates ? Math.Round(rates.Average(), 4) : null;
        yield return Claim.Below("below-filter", "prices on the churned cases, 50 migrations, mean; baseline: the published heuristic", "fragment rate", "-", Mean(Ours), Mean("filter"));
        yield return Claim.Below("below-beam", "prices on the churned cases, 50 migrations, mean; baseline: beam search", "fragment rate", "-", Mean(Ours), Mean("beam"));
    }

    private static IEnumerable<Claim> Optimal(List<MachineOutcome> outcomes)
    {
        var own = outcomes.Where(outcome => outcome.Solver == Ours && outcome.Case.Optimum is not null).ToArray();
        // Recorded optima have four digits; a slot is a percent of the rate or more.
        double? Gap(Func<MachineOutcome, bool> which) => own.Where(which).ToArray() is { Length: > 0 } some ? Math.Round(Math.Max(0, some.Max(outcome => (outcome.Rate - outcome.Case.Optimum!.Value) / outcome.Case.Optimum!.Value) - 2e-4) * 100, 2) : null;
        yield return Claim.AtMost("churn-gap", "prices in 5 s of one core: furthest from the proven optimum on the churned cases, in an order that can be carried out", "distance", "%", 1, Gap(outcome => outcome.Case.IsChurn));
        yield return Claim.AtMost("medium-gap", "prices in 5 s of one core: largest distance from the proven optimum on the medium snapshot, 50 migrations, as one pool and cluster by cluster", "distance", "%", 1, Gap(outcome => !outcome.Case.IsChurn));
        yield return Claim.AtMost("time", "prices: mean processor time to a proven optimum, medium and churned cases (a mixed-integer solver: 2.3 to 5.1 s on two cores)", "time", "s", 2.3, own.Length == 0 || !own.All(outcome => outcome.IsProved) ? null : Math.Round(own.Average(outcome => outcome.Seconds), 2));
        yield return Claim.AtLeast("proofs", "cases on which prices prove their plan optimal in 5 s", "cases", "cases", own.Length, own.Length == 0 ? null : own.Count(outcome => outcome.IsProved));
    }

    private static IEnumerable<Claim> Large(List<MachineOutcome> outcomes)
    {
        var c0 = outcomes.FirstOrDefault(outcome => outcome.Solver == Ours && outcome.Case.Name == "large-c0");
        yield return Claim.AtMost("large-gap", "prices on the public part of the large snapshot (352 machines): distance from its own proven bound", "distance", "%", 2, Distance(c0));
        var made = outcomes.Where(outcome => outcome.Solver == Ours && outcome.Case.Name.StartsWith("made", StringComparison.Ordinal)).ToArray();
        yield return Claim.AtMost("made-gap", "prices on generated snapshots of 1,176 machines, 50 and 250 migrations: largest distance from the proven bound in 5 s of one core", "distance", "%", 2, made.Length == 0 ? null : made.Max(Distance));
    }

    private static IEnumerable<Claim> Late(List<LatePlans.Row>? late)
    {
        yield return Claim.AtMost(
            "late", "fragment rate after the optimal plan comes 300 s late over that after 5 s (source: .475 / .32 = 1.48)", "ratio", "-", 1.48, late is null ? null : Math.Round(late.First(row => row.Delay == 300).Rate / late.First(row => row.Delay == 5).Rate, 3));
    }

    /// <summary>What the source claims of its trained policy: claims (b) and (c) of the specification, on the churned cases at 50 migrations, which training has not seen.</summary>
    private static IEnumerable<Claim> Learned(List<MachineOutcome> outcomes)
    {
        MachineOutcome[] Of(string solver) => [.. outcomes.Where(outcome => outcome.Solver == solver && outcome.Case.IsChurn && outcome.Case.Problem.MigrationLimit == 50)];
        double? Mean(string solver) => Of(solver) is { Length: > 0 } some ? Math.Round(some.Average(outcome => outcome.Rate), 4) : null;
        var own = Of(Learnt);
        yield return Claim.AtMost(
            "learned-filter", "the trained policy of two stages, best of its trajectories in 5 s: fragment rate over the published heuristic's, mean of the churned cases at 50 migrations", "ratio", "-", 0.9,
            Mean(Learnt) / Mean("filter") is { } ratio ? Math.Round(ratio, 3) : null);
        yield return Claim.AtMost(
            "learned-gap", "the same: mean distance from the proven optimum (source: 2.8)", "distance", "%", 5, own.Length == 0 ? null : Math.Round(own.Average(outcome => (outcome.Rate / outcome.Case.Optimum!.Value) - 1) * 100, 2));
        yield return Claim.AtMost(
            "learned-worst", "the same: largest distance from the proven optimum", "distance", "%", 5, own.Length == 0 ? null : Math.Round(own.Max(outcome => (outcome.Rate / outcome.Case.Optimum!.Value) - 1) * 100, 2));
        yield return Claim.AtMost("learned-optimum", "the source's order: exact search (prices) is not above the trained policy", "fragment rate", "-", Mean(Learnt) ?? 0, Mean(Ours));
        foreach (var rival in (string[])["neuplan", "mcts", "genetic", "pop", "beam", "vector-packing", "random"])
            if (Mean(rival) is { } rate)
                yield return Claim.Below("learned-" + rival, $"the trained policy; baseline: {rival}", "fragment rate", "-", Mean(Learnt), rate);
    }

    /// <summary>At smoke scale what takes its whole time is shown where the claims look: churned cases at 50 migrations, and the medium snapshot.</summary>
    private static bool IsQuick(string solver, SnapshotCase the) => solver switch
    {
        "annealing" or "vmr2l-resumed" => false,
        "vmr2l" or "neuplan" or "mcts" or "genetic" or "pop" or "prices-alone" => the.Optimum is not null && the.Problem.MigrationLimit == 50,
        _ => true,
    };

    private static double? Distance(MachineOutcome? outcome) => outcome?.Bound is { } bound ? Math.Round(Math.Max(0, (outcome.Rate - bound) / Math.Max(1e-9, bound)) * 100, 2) : null;

    private static string Table(List<MachineOutcome> outcomes)
    {
        var solvers = outcomes.Select(outcome => outcome.Solver).Distinct().ToArray();
        var text = new StringBuilder("Fragment rate [migrations, processor seconds], 5 s of one core each; bound: proved by prices; optimum: recorded, by a mixed-integer solver\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| case | limit | start | optimum | bound | {string.Join(" | ", solvers)} |\n| --- | ---: | ---: | ---: | ---: |{string.Concat(solvers.Select(_ => " --- |"))}\n");
        foreach (var group in outcomes.GroupBy(outcome => outcome.Case))
        {
            var bound = group.FirstOrDefault(outcome => outcome.Solver == Ours)?.Bound;
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Name} | {group.Key.Problem.MigrationLimit} | {FragmentRate.Of(group.Key.Problem).Value:F4} | {group.Key.Optimum?.ToString("F4", CultureInfo.InvariantCulture) ?? "-"} | {bound?.ToString("F4", CultureInfo.InvariantCulture) ?? "-"} |");
            foreach (var solver in solvers)
                text.Append(group.FirstOrDefault(outcome => outcome.Solver == solver) is { } own ? string.Create(CultureInfo.InvariantCulture, $" {own.Rate:F4} [{own.Moves}, {own.Seconds:F2}] |") : " - |");
            text.Append('\n');
        }
        return text.ToString();
    }
}

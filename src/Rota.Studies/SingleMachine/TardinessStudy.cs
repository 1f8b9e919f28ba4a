using System.Collections.Immutable;
using Rota.CpSat.SingleMachine;
using Rota.SingleMachine;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Policies;
using Rota.SingleMachine.Solvers;
using Rota.Solving;

namespace Rota.Studies.SingleMachine;

/// <summary>
/// Rules for total tardiness, two of them found by a language model: the article's table cell by cell, its column of 500 jobs as printed and as it should
/// be, and what makes rules optional: the proven optimum.
/// </summary>
public sealed class TardinessStudy : IStudy
{
    private const double Tolerance = 0.02;

    // The article does not say how ties are broken by due date.
    private const double TieTolerance = 0.2;

    /// <inheritdoc/>
    public string Name => "tardiness";

    /// <inheritdoc/>
    public string Paper => "Cetinkaya, Buyuktahtakin, Shojaee and Reddy 2025, Discovering heuristics with LLMs: single-machine scheduling (arXiv 2510.24013)";

    /// <inheritdoc/>
    public string Description => "single-machine total tardiness: EDDC, MDDC and the classic rules against the proven optimum, 20 to 500 jobs";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var sets = TardinessData.Sets.Select(set => (Set: set, Instances: TardinessData.Read(set))).ToDictionary(entry => entry.Set, entry => entry.Instances);
        var gaps = new Dictionary<(string Rule, string Set), TardinessGaps>();
        foreach (var rule in SequencingRules.All.Where(rule => !rule.NeedsWeights))
            foreach (var (set, instances) in sets)
            {
                if (instances is not { } known || cancellation.IsCancellationRequested) continue;
                gaps[(rule.Name, set)] = TardinessGaps.Of(rule, known);
            }
        if (progress is not null) TardinessTables.Write(progress, gaps);
        ImmutableArray<Claim> claims =
        [
            .. Parity(gaps),
            .. Corrected(gaps),
            .. Ours(gaps),
            .. Proofs(options, sets, progress, cancellation),
            Subsets(sets["20-uniform"], cancellation),
            .. General(options, sets["20-uniform"], cancellation),
        ];
        return new(Name, Paper, options.Scale, claims, []);
    }

    private static IEnumerable<Claim> Parity(Dictionary<(string, string), TardinessGaps> gaps)
    {
        foreach (var (rule, figures) in TardinessPublished.Gaps)
            for (var column = 0; column < figures.Length; column++)
            {
                if (figures[column] is not { } paper) continue;
                var set = TardinessPublished.Columns[column];
                var ours = gaps.TryGetValue((rule, set), out var found) ? Math.Round(found.MeanPublishedGap, 2) : (double?)null;
                var text = set == "500" ? $"{rule}, 500 jobs as printed: 9 of 10 rows held against a neighbour's optimum" : $"{rule}, set {set}";
                yield return Claim.Reproduce($"{rule}-{set}", text, "mean gap to optimum", "%", paper, ours, (rule == "edd" ? TieTolerance : Tolerance) + 1e-9);
            }
    }

    private static IEnumerable<Claim> Corrected(Dictionary<(string, string), TardinessGaps> gaps)
    {
        foreach (var (rule, gap) in TardinessPublished.Corrected)
            yield return Claim.Reproduce(
                $"{rule}-500-corrected", $"{rule}, 500 jobs, every instance against its own optimum", "mean gap to optimum", "%", gap,
                gaps.TryGetValue((rule, "500"), out var found) ? Math.Round(found.MeanGap, 2) : null, Tolerance + 1e-9);
        int? below = gaps.Count == 0 ? null : TardinessPublished.Gaps.Sum(entry => gaps.TryGetValue((entry.Rule, "500"), out var found) ? found.Below : 0);
        yield return Claim.AtLeast(
            "wrong-pairing", "results of the article's rules that lie below the optimum in their row of 500 jobs, which cannot be", "results", "results", 1, below);
        yield return Claim.Below(
            "eddc-beats-edd-500", "the article has EDDC lose to EDD at 500 jobs; against the true optima it wins", "mean gap to optimum", "%",
            Gap(gaps, "eddc", "500"), Gap(gaps, "edd", "500"));
    }

    private static IEnumerable<Claim> Ours(Dictionary<(string, string), TardinessGaps> gaps)
    {
        foreach (var set in TardinessData.Sets)
            yield return Claim.Below(
                $"insert-{set}", $"MDD and insertion ahead of Augmented MDDC, the article's best, set {set}", "mean gap to optimum", "%",
                Gap(gaps, "mdd+insert", set), Gap(gaps, "augmented-mddc", set));
        yield return Claim.Below(
            "insert-500-sum", "the same by sums of tardiness, where near-zero optima weigh little, 500 jobs", "gap of sums", "%",
            gaps.TryGetValue(("mdd+insert", "500"), out var ours) ? ours.SumGap : null, gaps.TryGetValue(("augmented-mddc", "500"), out var theirs) ? theirs.SumGap : null);
    }

    private static double? Gap(Dictionary<(string, string), TardinessGaps> gaps, string rule, string set) =>
        gaps.TryGetValue((rule, set), out var found) ? found.MeanGap : null;

    private static IEnumerable<Claim> Proofs(
        StudyOptions options, Dictionary<string, ImmutableArray<TardinessInstance>?> sets, TextWriter? progress, CancellationToken cancellation)
    {
        foreach (var set in TardinessData.Sets)
        {
            var instances = sets[set];
            // The smoke scale takes the first of every class.
            if (set == "500" && options.Scale == StudyScale.Smoke) instances = instances is { } all ? [.. all.Where(instance => instance.Number == 1)] : null;
            var proofs = instances is { } known ? TardinessProofs.Of(set, known, progress, cancellation) : null;
            var wanted = instances?.Count(instance => !instance.Problem.IsIrregular) ?? 0;
            yield return Claim.Reproduce(
                $"exact-{set}", $"instances of set {set} solved to proven optimality, equal to the known optimum", "instances", "instances",
                wanted, proofs is null ? null : proofs.Proved - proofs.Wrong);
            if (set is not ("200" or "500")) continue;
            var published = set == "500" ? TardinessPublished.BranchAndMemorizeSeconds : TardinessPublished.BranchAndMemorizeSeconds200;
            yield return Claim.AtMost(
                $"exact-{set}-mean", $"CPU seconds to proven optimality, set {set}, one thread (baseline: Branch and Memorize in the article's setup)", "mean CPU time", "s",
                set == "500" ? 0.5 : published, proofs is null ? null : Math.Round(proofs.MeanCpuSeconds, 4), published);
            if (set == "500")
                yield return Claim.AtMost(
                    "exact-500-worst", $"the same, worst instance (longest on the wall: {proofs?.Worst ?? "-"})", "CPU time", "s", 10, proofs is null ? null : Math.Round(proofs.WorstCpuSeconds, 2));
        }
    }

    private static Claim Subsets(ImmutableArray<TardinessInstance>? instances, CancellationToken cancellation)
    {
        double? seconds = null;
        if (instances is { } known && !cancellation.IsCancellationRequested)
        {
            var problem = known[0].Problem;
            SubsetProgramming.Solve(problem);
            var began = TimeProvider.System.GetTimestamp();
            SubsetProgramming.Solve(problem);
            seconds = Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 3);
        }
        return Claim.AtMost("dp-20", "dynamic programming over sets, 20 jobs (the article's runs in Python)", "wall time", "s", TardinessPublished.SubsetSeconds, seconds);
    }

    // The class on which the article's mixed-integer program takes longest.
    private static IEnumerable<Claim> General(StudyOptions options, ImmutableArray<TardinessInstance>? instances, CancellationToken cancellation)
    {
        var limit = TimeSpan.FromSeconds(options.Scale == StudyScale.Smoke ? 3 : 10);
        var chosen = instances?.Where(instance => instance is { DueRange: 0.4, Tightness: 0.4 }).Take(options.Scale == StudyScale.Smoke ? 2 : 10).Select(instance => instance.Problem).ToArray();
        var fifty = Enumerable.Range(1, options.Scale == StudyScale.Smoke ? 1 : 3)
            .Select(seed => TardinessGenerator.Create(new() { Jobs = 50, DueRange = 0.4, Tightness = 0.4, Seed = (ulong)seed })).ToArray();
        foreach (var (jobs, problems) in new[] { (20, chosen), (50, fifty) })
        {
            double? constraints = null, ours = null;
            if (problems is not null && !cancellation.IsCancellationRequested)
            {
                constraints = Mean(new CpSatTardinessSolver(new() { Hint = false }), problems, limit, cancellation);
                ours = Mean(new BranchAndMemorize(), problems, limit, cancellation);
            }
            yield return Claim.Below(
                $"general-{jobs}", $"{jobs} jobs, class (0.4, 0.4): decomposition against CP-SAT from nothing, {limit.TotalSeconds} s at most{(jobs == 20 ? " (the article's mixed-integer program: 1236 s, 51 s with its inequalities)" : "")}",
                "mean wall time", "s", ours, constraints, jobs == 20 ? TardinessPublished.IntegerProgramSeconds : null);
        }
    }

    private static double Mean(ISolver<TardinessProblem, TardinessSequence> solver, TardinessProblem[] problems, TimeSpan limit, CancellationToken cancellation) => Math.Round(
        problems.Average(problem => solver.Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.Time(limit), cancellation: cancellation)).Elapsed.TotalSeconds), 4);
}

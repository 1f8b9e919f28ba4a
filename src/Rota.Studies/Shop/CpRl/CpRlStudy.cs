using System.Collections.Immutable;
using System.Globalization;
using Rota.Shop;

namespace Rota.Studies.Shop.CpRl;

/// <summary>
/// A learnt dispatcher for job shops: the published environment and checkpoint reproduced decision by decision, and a policy of our own against it at equal
/// samples, beside rules, chance, tabu search and CP-SAT at equal wall-clock.
/// </summary>
public sealed class CpRlStudy : IStudy
{
    private static readonly (string Set, double Target)[] Targets = [("la", 7.5), ("ta", 15), ("dmu", 17)];

    /// <inheritdoc/>
    public string Name => "jssp-cp-rl";

    /// <inheritdoc/>
    public string Paper => "Tassel, Gebser and Schekotihin 2023, An end-to-end reinforcement learning approach for job-shop scheduling based on constraint programming (ICAPS, arXiv 2306.05747)";

    /// <inheritdoc/>
    public string Description => "learnt job-shop dispatchers: the released checkpoint reproduced, ours against it at 32 samples, rules, tabu and CP-SAT at equal time";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var all = ShopBenchmarkInstances.Read([]).DistinctBy(problem => problem.Name).ToDictionary(problem => problem.Name);
        var problems = Choose(options.Scale, all.Values);
        var network = CpRlCheckpoint.Network();
        var measured = new CpRlMeasurement(options.Folder is { } folder ? Path.Combine(folder, "jssp-cp-rl.csv") : null);
        measured.Run(problems, new(network), progress, cancellation);
        var warm = options.Scale == StudyScale.Smoke || cancellation.IsCancellationRequested ? null : CpRlWarmStart.Run(all.GetValueOrDefault(CpRlWarmStart.Instance), cancellation);
        ImmutableArray<Claim> claims =
        [
            Claim.AtMost("logits", "every greedy decision on ft06 and la01 as recorded: clock, legal actions, order; largest difference of a logit", "difference", "logits", 0.001, CpRlCheckpoint.LogitError(network, all)),
            GreedyMakespans(problems, measured),
            .. Released(problems, measured),
            Claim.AtMost("one-ta-15x15", "one schedule of our policy on ta 15x15 (expected of the paper's training on two cores: 24 to 26; random 31)", "mean gap to best known", "%", 26, Mean(Of(problems, "ta", "15x15"), measured, CpRlContenders.LearnedOne)),
            .. Targets.Select(entry => Target(problems, measured, entry.Set, entry.Target)),
            .. Targets.Select(entry => Against(problems, measured, entry.Set, CpRlContenders.Released, "the released checkpoint at equal samples")),
            .. Targets.Select(entry => Against(problems, measured, entry.Set, CpRlContenders.Stirred, "stirred rules at equal samples")),
            .. Targets.Select(entry => Against(problems, measured, entry.Set, CpRlContenders.CpSat, "CP-SAT at equal wall-clock, where both have a schedule")),
            .. Targets.Select(entry => Faster(problems, measured, entry.Set)),
            .. Targets.Select(entry => Pipeline(problems, measured, entry.Set, CpRlContenders.Learned, 0, "our policy, in the policy's own time")),
            .. Targets.Select(entry => Pipeline(problems, measured, entry.Set, CpRlContenders.CpSat, 300, "CP-SAT at equal wall-clock, from 20 x 15 on, where both have a schedule")),
            Claim.Below("warm-start", "tai 1000x100: tabu search from the learnt schedule ahead of tabu search from the rules, 60 s of processor time in all", "gap to best known", "%", Round(warm?.FromLearned), Round(warm?.FromRules)),
            Claim.Below("warm-start-alone", "tai 1000x100: two learnt schedules alone ahead of tabu search from the rules, 60 s of processor time", "gap to best known", "%", Round(warm?.Learned), Round(warm?.FromRules)),
        ];
        return new(Name, Paper, options.Scale, claims, []) { Tables = [CpRlTables.Of(problems, measured)] };
    }

    // The smoke scale takes all of la and the first of every small class; short takes two of a class and leaves out the largest.
    private static List<ShopProblem> Choose(StudyScale scale, IEnumerable<ShopProblem> all)
    {
        var (most, each) = scale switch { StudyScale.Smoke => (450, 1), StudyScale.Short => (1000, 2), _ => (int.MaxValue, int.MaxValue) };
        return
        [
            .. all.Select(problem => (Problem: problem, Class: ShopClass.Of(problem)))
                .Where(entry => entry.Class is { } line && Targets.Any(target => target.Set == CpRlTables.SetOf(line)))
                .GroupBy(entry => entry.Class!.Name)
                .SelectMany(group => group.Where(entry => entry.Problem.OperationCount <= most).Take(group.Key == "la" ? int.MaxValue : each))
                .OrderBy(entry => entry.Class!.Order).Select(entry => entry.Problem),
        ];
    }

    private static IEnumerable<ShopProblem> Of(IEnumerable<ShopProblem> problems, string set, string? size = null) => problems.Where(problem =>
        ShopClass.Of(problem) is { } line && CpRlTables.SetOf(line) == set && (size is null || line.Name.EndsWith(" " + size, StringComparison.Ordinal)));

    private static double? Mean(IEnumerable<ShopProblem> problems, CpRlMeasurement measured, string contender) => Round(measured.MeanGap(problems, contender));

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 2) : null;

    private static Claim GreedyMakespans(List<ShopProblem> problems, CpRlMeasurement measured)
    {
        var recorded = CpRlCheckpoint.GreedyMakespans();
        var pairs = problems.Where(problem => recorded.ContainsKey(problem.Name))
            .Select(problem => (Paper: recorded[problem.Name], Ours: measured.Makespan(problem.Name, CpRlContenders.ReleasedGreedy))).Where(pair => pair.Ours is not null).ToList();
        return Claim.Reproduce(
            "greedy-makespans", string.Create(CultureInfo.InvariantCulture, $"greedy makespans of the released checkpoint on {pairs.Count} listed instances"), "different makespans", "makespans", 0,
            pairs.Count == 0 ? null : pairs.Count(pair => pair.Paper != pair.Ours));
    }

    private static IEnumerable<Claim> Released(List<ShopProblem> problems, CpRlMeasurement measured)
    {
        var la = Mean(Of(problems, "la"), measured, CpRlContenders.Released);
        yield return Claim.Within("released-la", "released checkpoint, best of 32, la", "mean gap to best known", "%", 8.4, 7.9, 8.9, la);
        yield return Claim.AtLeast("released-rules-la", "released checkpoint ahead of the best of 5 rules, la", "points", "points", 0.5, Round(Mean(Of(problems, "la"), measured, CpRlContenders.Rules) - la));
        // Where the specification measured it.
        var large = problems.Where(problem => problem.Name is "ta51" or "ta52" or "ta71").ToList();
        yield return Claim.AtLeast(
            "released-rules-large", string.Create(CultureInfo.InvariantCulture, $"the same on ta 50x15 and 100x20 (ta51, ta52, ta71: {large.Count} measured)"), "points", "points", 1.5,
            Round(Mean(large, measured, CpRlContenders.Rules) - Mean(large, measured, CpRlContenders.Released)));
    }

    private static Claim Target(List<ShopProblem> problems, CpRlMeasurement measured, string set, double target)
    {
        var chosen = Of(problems, set).ToList();
        return Claim.AtMost(
            $"target-{set}", string.Create(CultureInfo.InvariantCulture, $"our policy, best of 32, {set}, {chosen.Count} instances (baseline: released checkpoint; strongest: tabu in the same time)"),
            "mean gap to best known", "%", target, Mean(chosen, measured, CpRlContenders.Learned), Mean(chosen, measured, CpRlContenders.Released), Mean(chosen, measured, CpRlContenders.Tabu));
    }

    private static Claim Faster(List<ShopProblem> problems, CpRlMeasurement measured, string set)
    {
        var both = Of(problems, set).Where(problem => measured.Gap(problem, CpRlContenders.Released) is not null).ToList();
        return Claim.Below(
            $"{set}-time", string.Create(CultureInfo.InvariantCulture, $"32 schedules of our policy in less time than 32 of the released checkpoint, {set}, {both.Count} instances: ahead at equal wall-clock, too"), "mean time", "s",
            Seconds(both, measured, CpRlContenders.Learned), Seconds(both, measured, CpRlContenders.Released));
    }

    private static double? Seconds(IEnumerable<ShopProblem> problems, CpRlMeasurement measured, string contender) =>
        measured.MeanSeconds(problems, contender) is { } seconds ? Math.Round(seconds, 3) : null;

    // What the product does offline is tabu search from the best rule, so that is what should be ahead of everything else.
    private static Claim Pipeline(List<ShopProblem> problems, CpRlMeasurement measured, string set, string rival, int operations, string words)
    {
        var both = Of(problems, set).Where(problem => problem.OperationCount >= operations && measured.Gap(problem, rival) is not null && measured.Gap(problem, CpRlContenders.Tabu) is not null).ToList();
        return Claim.Below(
            $"{set}-pipeline-{rival.Split(' ')[0].ToLowerInvariant()}",
            string.Create(CultureInfo.InvariantCulture, $"rules and tabu search, the portfolio's beginning, ahead of {words}, {set}, {both.Count} instances"), "mean gap to best known", "%",
            Mean(both, measured, CpRlContenders.Tabu), Mean(both, measured, rival));
    }

    private static Claim Against(List<ShopProblem> problems, CpRlMeasurement measured, string set, string rival, string words)
    {
        var both = Of(problems, set).Where(problem => measured.Gap(problem, rival) is not null).ToList();
        return Claim.Below(
            $"{set}-against-{rival.Split(' ')[0].ToLowerInvariant()}",
            string.Create(CultureInfo.InvariantCulture, $"our policy, best of 32, ahead of {words}, {set}, {both.Count} instances"), "mean gap to best known", "%",
            Mean(both, measured, CpRlContenders.Learned), Mean(both, measured, rival));
    }
}

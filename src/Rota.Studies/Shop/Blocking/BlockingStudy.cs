using System.Collections.Immutable;
using System.Globalization;
using Rota.CpSat.Shop;
using Rota.Rendering;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Rehearsal;
using Rota.Shop.Formats;
using Rota.Solving;
using Rota.Statistics;

namespace Rota.Studies.Shop.Blocking;

/// <summary>
/// The interrupting swap-allowed blocking job shop (arXiv 2302.02506). Its tables were not reachable: figures beside ours are those of the specification, measured by other code.
/// Networks were trained on random shops of 5 to 9 machines; nothing here was seen in training.
/// </summary>
public sealed class BlockingStudy : IStudy
{
    private const string Guided = "guided", Wide = "wide-rollout", Plain = "rollout", Learned = "learned", Graph = "learned-graph", Rehearsed = "rehearsed-rule";

    /// <inheritdoc/>
    public string Name => "isbjssp";

    /// <inheritdoc/>
    public string Paper => "Wong, Kim, Park, Park, Law 2023 (arXiv 2302.02506; J. Manuf. Sci. Eng. 146(1), 011009)";

    /// <inheritdoc/>
    public string Description => "blocking job shops whose machines stop and whose rings of jobs swap: rules, rollouts, learnt dispatchers, on la01-40 at five shutdown probabilities";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var shops = Read("la");
        if (shops.Count == 0) return new(Name, Paper, options.Scale, [Claim.Reproduce("parity", "figures of the shared fixture: the data are not here", "entries", "count", 0, null)], []);
        var byName = shops.ToDictionary(shop => shop.Name);
        // One shop of each size class in a smoke test.
        var chosen = options.Scale == StudyScale.Smoke ? shops.Where((_, i) => i % 5 == 0).ToList() : shops;
        var levels = options.Scale == StudyScale.Smoke ? [0, 0.1, 0.2] : BlockingGrid.Levels;
        var (light, heavy) = options.Scale switch { StudyScale.Smoke => (20, 1), StudyScale.Short => (20, 1), _ => (20, 5) };
        var grid = new BlockingGrid();
        foreach (var name in Light) Measure(grid, chosen, name, StopMode.After, levels, light);
        foreach (var name in Heavy) Measure(grid, chosen, name, StopMode.After, levels, heavy);
        var within = new BlockingGrid();
        if (options.Scale != StudyScale.Smoke)
            foreach (var name in (string[])[.. Rules, Learned, .. Heavy]) Measure(within, chosen, name, StopMode.Within, [0.1], heavy);
        var transfer = new BlockingGrid();
        var others = options.Scale == StudyScale.Smoke ? Read("orb").Take(3).ToList() : [.. Read("orb"), .. Read("abz"), .. Read("ta").Take(10)];
        foreach (var name in (string[])[.. Rules, Rehearsed, Learned, Plain, Wide, Guided]) Measure(transfer, others, name, StopMode.After, [0.1], 1);
        var offline = Offline(options.Scale, byName, progress, cancellation);
        return new(Name, Paper, options.Scale, [.. Parity(byName, grid, chosen, levels), .. Targets(grid, within, transfer, levels), .. Gaps(grid, byName, offline)], [.. Pictures(grid, levels, byName)])
        {
            Tables =
            [
                BlockingTables.Means("Mean makespan, stops after operations", grid, levels), BlockingTables.Below("Per cent below the best fixed rule on the same cases", grid, levels),
                BlockingTables.Times("Time of decisions, in processor time", grid),
                .. within.Policies.Any() ? [BlockingTables.Means("Mean makespan, stops within operations", within, [0.1])] : ImmutableArray<string>.Empty,
                .. transfer.Policies.Any() ? [BlockingTables.Means("Other instances (orb, abz, ta), stops after operations", transfer, [0.1])] : ImmutableArray<string>.Empty,
                BlockingTables.Offline(offline),
            ],
        };

        void Measure(BlockingGrid into, IReadOnlyList<ShopProblem> instances, string name, StopMode mode, IReadOnlyList<double> at, int seeds)
        {
            if (instances.Count == 0) return;
            into.Measure(instances, () => BlockingPolicies.Find(name)(null), mode, at, seeds, cancellation);
            progress?.WriteLine($"{name} measured on {instances.Count} shops");
        }
    }

    private static ImmutableArray<string> Rules { get; } = [.. BlockingRules.All.Select(rule => rule.Name.ToLowerInvariant())];

    private static ImmutableArray<string> Light { get; } = [.. Rules, "random", Rehearsed, Learned];

    private static ImmutableArray<string> Heavy { get; } = [Plain, Wide, Graph, Guided];

    private static List<ShopProblem> Read(string set) => StudyData.Find($"shop/jsp_{set}.jsonl.gz") is { } path ? [.. ShopFiles.Read(path)] : [];

    private static IEnumerable<Claim> Parity(Dictionary<string, ShopProblem> shops, BlockingGrid grid, List<ShopProblem> chosen, double[] levels)
    {
        var parity = BlockingFixture.Parity(shops);
        yield return Claim.Reproduce(
            "parity", $"entries of the shared fixture whose makespan or swaps differ, of {parity?.All ?? 0} (ten rules, both kinds of stops)", "entries", "count", 0, parity?.Different);
        var names = chosen.Select(shop => shop.Name).ToHashSet();
        foreach (var level in levels)
        {
            var worst = Rules.Max(rule => BlockingFixture.TableMean(rule, level, StopMode.After, names) is { } table ? Math.Abs((grid.Mean(rule, level) / table) - 1) : (double?)null);
            yield return Claim.AtMost(
                Id("table", level), Text($"means of the ten rules at p = {level:0.##} against the shared table{(level > 0 ? ", whose stops came from another generator" : "")}: largest distance"),
                "makespan", "share", level == 0 ? 0 : 0.01, worst);
        }
        if (chosen.Count == shops.Count)
            yield return Claim.Reproduce("rollout", "plain rollout without stops: mean of la01-40", "makespan", "time units", 1936, grid.Mean(Plain, 0), 0.5);
    }

    private static IEnumerable<Claim> Targets(BlockingGrid grid, BlockingGrid within, BlockingGrid transfer, double[] levels)
    {
        foreach (var learned in (string[])[Learned, Graph])
        {
            foreach (var level in levels)
            {
                var rule = grid.BestRule(level, learned);
                yield return Claim.Below(
                    Id(learned, level), Text($"{learned} at p = {level:0.##}: mean makespan against the best fixed rule ({rule}), paired by {(Seeded(grid, level, learned, rule) ? "seed" : "shop")}: {(Better(grid, level, learned, rule) ? "better at 95 %" : "cannot tell or worse")}"),
                    "makespan", "time units", grid.Mean(learned, level, rule), grid.Mean(rule, level, learned));
            }
            yield return Claim.AtLeast(
                $"{learned}-levels", $"{learned}: levels at which it is better than the best fixed rule at 95 %, of {levels.Length}", "levels", "count", levels.Length == 5 ? 3 : 2,
                levels.Count(level => Better(grid, level, learned, grid.BestRule(level, learned))));
        }
        foreach (var level in levels)
            yield return Claim.AtLeast(
                Id("guided", level), Text($"guided rollout at p = {level:0.##}: below the best fixed rule"), "makespan", "%", 10, grid.Below(Guided, grid.BestRule(level, Guided), level),
                grid.Below(Learned, grid.BestRule(level, Learned), level), grid.Below(Plain, grid.BestRule(level, Plain), level));
        yield return Claim.AtMost("time", "guided rollout: mean processor time of a decision (depends on the machine)", "time", "ms", 50, grid.Milliseconds(Guided), grid.Milliseconds(Plain), grid.Milliseconds(Wide));
        foreach (var level in levels)
            yield return Claim.AtLeast(
                Id("plain", level), Text($"guided rollout at p = {level:0.##}: below the plain rollout; the strongest baseline is the wide rollout, without a network"), "makespan", "%", 5,
                grid.Below(Guided, Plain, level), 0, grid.Below(Wide, Plain, level));
        if (within.Policies.Any())
            yield return Claim.AtLeast("within", "stops within operations, p = 0.1: guided rollout below the best fixed rule", "makespan", "%", 10, within.Below(Guided, within.BestRule(0.1, Guided), 0.1), null, within.Below(Plain, within.BestRule(0.1, Plain), 0.1));
        if (!transfer.Policies.Any()) yield break;
        yield return Claim.AtLeast("other-learned", "other instances, p = 0.1: learned below the best fixed rule", "makespan", "%", 0, transfer.Below(Learned, transfer.BestRule(0.1, Learned), 0.1));
        yield return Claim.AtLeast("other-guided", "other instances, p = 0.1: guided rollout below the best fixed rule", "makespan", "%", 10, transfer.Below(Guided, transfer.BestRule(0.1, Guided), 0.1), null, transfer.Below(Plain, transfer.BestRule(0.1, Plain), 0.1));
        yield return Claim.AtLeast("other-plain", "other instances, p = 0.1: guided rollout below the plain rollout", "makespan", "%", 5, transfer.Below(Guided, Plain, 0.1), null, transfer.Below(Wide, Plain, 0.1));
    }

    private static IEnumerable<Claim> Gaps(BlockingGrid grid, Dictionary<string, ShopProblem> shops, IReadOnlyList<OfflineRow> offline)
    {
        var best = BlockingFixture.Best();
        double? Gap(string policy) => best.Count == 0 ? null : 100 * (grid.Cells(policy, 0).Where(cell => best.ContainsKey(cell.Shop)).Average(cell => cell.Row.Makespan / (double)best[cell.Shop]) - 1);
        yield return Claim.AtMost("gap", "guided rollout without stops: mean gap to the best makespan known", "gap", "%", 20, Gap(Guided), Gap("inside"), Gap(Wide));
        var known = offline.Where(row => row.Best > 0).ToList();
        yield return Claim.AtMost(
            "offline", $"portfolio of iterated greedy and CP-SAT on windows, {(known.Count == 0 ? 0 : known[0].Seconds)} s a shop, {known.Count} shops: mean gap to the best makespan known", "gap", "%", 5,
            known.Count == 0 ? null : known.Average(row => row.Gap));
        if (offline.FirstOrDefault(row => row.Shop == "ft06") is { Shop: not null } small)
            yield return Claim.Reproduce("ft06", "ft06 with swaps: the optimum, proved", "makespan", "time units", 63, small.Proved ? small.Makespan : null);
    }

    private static List<OfflineRow> Offline(StudyScale scale, Dictionary<string, ShopProblem> la, TextWriter? progress, CancellationToken cancellation)
    {
        var best = BlockingFixture.Best();
        var seconds = scale switch { StudyScale.Smoke => 5, StudyScale.Short => 20, _ => 60 };
        List<ShopProblem> shops = [.. Read("ft").Where(shop => shop.Name == "ft06"), .. la.Values.Where((_, i) => i % (scale == StudyScale.Smoke ? 15 : 5) == 0)];
        var rows = new List<OfflineRow>();
        foreach (var shop in shops)
        {
            var run = new Run<BlockingSchedule>(Limit.Time(TimeSpan.FromSeconds(seconds)), 1, 2, null, null, cancellation);
            var solution = new BlockingPortfolio().Solve(new BlockingProblem(shop), BlockingChecker.Instance, run);
            rows.Add(new(shop.Name, (int)(solution.Objective ?? 0), solution.Bound, best.GetValueOrDefault(shop.Name), seconds));
            progress?.WriteLine($"{shop.Name} solved to {solution.Objective}");
        }
        return rows;
    }

    /// <summary>Paired by seed, means over the shops, where there are seeds; by shop where one run is all there is. p below 0.05 is an interval of 95 % without 0.</summary>
    private static bool Better(BlockingGrid grid, double level, string policy, string rule)
    {
        var seeded = Seeded(grid, level, policy, rule);
        double[] Means(string name, string other)
        {
            var common = grid.Cells(other, level).Select(cell => (cell.Shop, cell.Seed)).ToHashSet();
            return [.. grid.Cells(name, level).Where(cell => common.Contains((cell.Shop, cell.Seed))).GroupBy(cell => seeded ? $"{cell.Seed}" : cell.Shop)
                .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Average(cell => (double)cell.Row.Makespan))];
        }
        return PairedComparison.Of(Means(policy, rule), Means(rule, policy)).Verdict == PairedVerdict.FirstBetter;
    }

    private static bool Seeded(BlockingGrid grid, double level, string policy, string rule) =>
        Math.Min(grid.Cells(policy, level).Max(cell => cell.Seed), grid.Cells(rule, level).Max(cell => cell.Seed)) > 1;

    private static IEnumerable<StudyPicture> Pictures(BlockingGrid grid, IReadOnlyList<double> levels, Dictionary<string, ShopProblem> shops)
    {
        var shown = (string[])["fifo", "inside", "lopnr", Rehearsed, Learned, Graph, Plain, Wide, Guided];
        var series = shown.Where(name => grid.Has(name, 0)).Select(name => new LineSeries(name, [.. levels.Select(level => new ChartPoint(level, grid.Mean(name, level, Guided)))]));
        yield return new("isbjssp-makespan", new LineChart("Blocking shops whose machines stop", "shutdown probability of an operation", "mean makespan", [.. series]) { Steps = false }.ToSvg());
        foreach (var name in (string[])["inside", Guided])
        {
            var run = BlockingRun.Of(new BlockingProblem(shops["la01"], stops: new(StopMode.After, 0.1)), BlockingPolicies.Find(name)(null), 1, TimeProvider.System);
            var held = BlockingExport.Holding(run);
            yield return new($"isbjssp-la01-{name}", GanttSvg.Render(held, new() { Labels = false, Title = $"{held.Name}; blue works, red is blocked, green is down" }));
        }
    }

    private static string Id(string prefix, double level) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{level:0.##}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

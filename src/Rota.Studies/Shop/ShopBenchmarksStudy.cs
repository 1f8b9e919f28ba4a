using System.Collections.Immutable;
using System.Globalization;
using Rota.Shop;
using Rota.Shop.BestKnown;
using Rota.Shop.Generators;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;

namespace Rota.Studies.Shop;

/// <summary>
/// The public job-shop benchmarks: instances regenerated, rules equal to reference makespans, and the portfolio's mean gaps against targets, CP-SAT on the same machine, and the
/// figures published for engines.
/// </summary>
public sealed class ShopBenchmarksStudy : IStudy
{
    private const string Rules = "shop/pdr_makespans.csv";

    /// <inheritdoc/>
    public string Name => "shop-benchmarks";

    /// <inheritdoc/>
    public string Paper => "Taillard 1993, Demirkol et al. 1998, Da Col and Teppan 2022 and others; bounds and engine results of JSPLib (ScheduleOpt/benchmarks)";

    /// <inheritdoc/>
    public string Description => "job-shop sets la, ta, dmu, tai, dct: mean gap to the best known makespans against targets and CP-SAT";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var problems = ShopBenchmarkInstances.Read([]).ToList();
        var benchmark = Benchmark(options);
        var report = ShopBenchmark.Run(benchmark, problems, progress, cancellation);
        ImmutableArray<Claim> claims =
        [
            Generator(problems),
            RuleGap(Rule("MWKR"), "15x15", "ta01", "ta10", 19.2),
            RuleGap(Rule("FDD/MWKR"), "15x15", "ta01", "ta10", 17.7),
            RuleGap(Rule("MWKR"), "30x20", "ta41", "ta50", 25.2),
            RuleParity(problems),
            .. report.Sets.Where(set => set.Target is not null).Select(set => Target(report, set)),
            .. report.Classes.Where(line => IsLarge(line.Name)).Select(line => Ahead(report, line)),
        ];
        return new(Name, Paper, options.Scale, claims, [ShopBenchmarkPicture.Of(report)]);
    }

    private static ShopBenchmarkOptions Benchmark(StudyOptions options)
    {
        var results = options.Folder is { } folder ? Path.Combine(folder, "shop-benchmarks.csv") : null;
        return options.Scale switch
        {
            StudyScale.Smoke => ShopBenchmarkOptions.Short with { Time = TimeSpan.FromSeconds(1), PerClass = 1, Results = results },
            StudyScale.Short => ShopBenchmarkOptions.Short with { Results = results },
            _ => new ShopBenchmarkOptions { Results = results },
        };
    }

    private static Claim Generator(List<ShopProblem> problems)
    {
        var read = problems.Where(problem => problem.Origin != problem.Name && problem.Name.StartsWith("ta", StringComparison.Ordinal) && char.IsDigit(problem.Name[2])).ToList();
        double? same = read.Count == 0 ? null : read.Count(problem => Same(problem, TaillardShops.Create(problem.Name)));
        return Claim.Reproduce(
            "taillard-generator", "Taillard's 80 instances regenerated from their seeds equal the published files", "identical instances", "instances", 80, same);
    }

    private static bool Same(ShopProblem a, ShopProblem b) =>
        a.MachineCount == b.MachineCount && a.Jobs.Length == b.Jobs.Length
        && a.Jobs.Zip(b.Jobs).All(pair => pair.First.Operations.Select(o => o.Modes[0]).SequenceEqual(pair.Second.Operations.Select(o => o.Modes[0])));

    private static Claim RuleGap(PriorityRule rule, string size, string first, string last, double paper)
    {
        var names = TaillardShops.Names.Where(name => string.CompareOrdinal(name, first) >= 0 && string.CompareOrdinal(name, last) <= 0);
        var gaps = names.Select(TaillardShops.Create).Select(problem => Gap(problem, new NonDelaySimulation(problem).Dispatch(rule))).ToArray();
        return Claim.Reproduce(
            $"rule-{rule.Name.ToLowerInvariant().Replace('/', '-')}-{size}", $"{rule.Name}, non-delay, on ta {size}", "mean gap to best known", "%", paper, gaps.Average(), 0.06);
    }

    private static double Gap(ShopProblem problem, ShopSchedule schedule) =>
        100 * BestKnownBounds.Find(problem)!.Value.Gap(ShopChecker.Instance.Check(problem, schedule).Objective);

    private static Claim RuleParity(List<ShopProblem> problems)
    {
        const string text = "priority rules give the reference makespans, ties to the lowest job";
        if (StudyData.Find(Rules) is not { } path) return Claim.Reproduce("rule-parity", text, "different makespans", "makespans", 0, null);
        var lines = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        var byName = problems.ToDictionary(problem => problem.Name);
        var different = 0;
        foreach (var row in lines.Skip(1).Where(row => byName.ContainsKey(row[0])))
        {
            var problem = byName[row[0]];
            for (var column = 3; column < row.Length; column++)
            {
                if (Reference(problem, lines[0][column]) is not { } schedule) continue;
                if (ShopChecker.Instance.Check(problem, schedule).Objective != long.Parse(row[column], CultureInfo.InvariantCulture)) different++;
            }
        }
        return Claim.Reproduce("rule-parity", text, "different makespans", "makespans", 0, different);
    }

    // Columns of the reference: rule names without a slash, GT_ for active schedules, RND for a mean over seeds.
    private static ShopSchedule? Reference(ShopProblem problem, string column) => column switch
    {
        "FDDMWKR" => new NonDelaySimulation(problem).Dispatch(Rule("FDD/MWKR")),
        _ when column.StartsWith("RND", StringComparison.Ordinal) => null,
        _ when column.StartsWith("GT_", StringComparison.Ordinal) => new GifflerThompson(problem).Dispatch(Rule(column[3..])),
        _ => new NonDelaySimulation(problem).Dispatch(Rule(column)),
    };

    private static PriorityRule Rule(string name) => PriorityRules.All.Single(rule => rule.Name == name);

    private static Claim Target(ShopBenchmarkReport report, ShopClassResult set) => Claim.AtMost(
        "target-" + set.Name.Replace(' ', '-'),
        string.Create(CultureInfo.InvariantCulture, $"portfolio on {set.Name}, {set.Instances} instances, {report.Options.Time.TotalSeconds} s on {report.Options.Workers} threads (target: 60 s on 2)"),
        "mean gap to best known",
        "%",
        set.Target!.Value,
        set.MeanGap(report.First),
        set.MeanGap("cp-sat"),
        set.Published[PublishedResults.Engines[1]]);

    private static Claim Ahead(ShopBenchmarkReport report, ShopClassResult line) => Claim.Below(
        "ahead-" + line.Name.Replace(' ', '-'),
        string.Create(CultureInfo.InvariantCulture, $"portfolio ahead of CP-SAT alone on {line.Name}, equal time and threads"),
        "mean gap to best known",
        "%",
        line.MeanGap(report.First),
        line.MeanGap("cp-sat"),
        line.Published[PublishedResults.Engines[0]]);

    // Classes from 20x15 up: "SET JOBSxMACHINES" with at least 20 jobs and 15 machines.
    private static bool IsLarge(string name)
    {
        var size = name[(name.LastIndexOf(' ') + 1)..].Split('x');
        return size.Length == 2 && int.TryParse(size[0], CultureInfo.InvariantCulture, out var jobs) && int.TryParse(size[1], CultureInfo.InvariantCulture, out var machines)
            && jobs >= 20 && machines >= 15;
    }
}

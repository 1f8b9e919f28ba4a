using System.Collections.Immutable;
using Rota.Cluster.Sharing;
using Rota.Cluster.Sharing.Estimates;
using Rota.Cluster.Sharing.Simulation;

namespace Rota.Studies.Cluster.Sharing;

/// <summary>
/// User-weighted fair queueing (Kazemaks et al. 2025): the article's workloads under its policies and stronger baselines, with and without runtime partitioning, with perfect, wrong
/// and learnt estimates.
/// </summary>
public sealed class SharingStudy : IStudy
{
    private static readonly string[] Policies = ["fifo", "fair", "ujf", "cfq", "uwfq", "uwfq-plus", "srpt", "drr", "usage", "quota", "random"];

    private static readonly (string Name, string Article, string Title)[] Micro =
    [
        ("two-power-two-infrequent", "2_power_2_small_users", "Scenario 1, two power users and two infrequent ones"),
        ("four-super-small", "4_super_small_users", "Scenario 2, four users with 30 small jobs each at once"),
        ("two-large-two-small", "2_large_2_small_users", "Two users with large jobs, two with small ones"),
        ("four-large", "4_large_users", "Four users with large jobs"),
    ];

    /// <inheritdoc/>
    public string Name => "uwfq";

    /// <inheritdoc/>
    public string Paper => "Kazemaks, Versluis, Kulahcioglu Ozkan, Decouchant 2025, Balancing Fairness and Performance in Multi-User Spark Workloads (arXiv 2510.15485)";

    /// <inheritdoc/>
    public string Description => "a pool shared by users: user-weighted fair queueing against FIFO, FAIR, UJF, CFQ and stronger baselines, estimates perfect, wrong and learnt";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var published = SharingData.Published();
        var (claims, tables) = (ImmutableArray.CreateBuilder<Claim>(), ImmutableArray.CreateBuilder<string>());
        foreach (var (name, article, title) in new[] { ("homo", "homo_macro", "homogeneous"), ("hetero", "hetero_macro", "heterogeneous") })
        {
            progress?.WriteLine($"uwfq: {title} workload");
            var workload = SharingData.Macro(name);
            var cut = workload is null ? null : SharingBench.Compare(workload, Partitioning.Runtime, Policies, cancellation);
            var whole = workload is null ? null : SharingBench.Compare(workload, Partitioning.Cores, Policies, cancellation);
            claims.AddRange(Groups(name, title, workload));
            claims.AddRange(Macro(name, title, cut, whole));
            if (cut is not null) tables.Add(SharingTables.Macro($"Macro, {title}, runtime partitioning", cut, article, true, published));
            if (whole is not null) tables.Add(SharingTables.Macro($"Macro, {title}, a task a core", whole, article, false, published));
        }
        foreach (var (name, article, title) in Micro)
            foreach (var partitioned in new[] { false, true })
            {
                progress?.WriteLine($"uwfq: {name}{(partitioned ? ", partitioned" : "")}");
                var rows = SharingBench.Compare(SharingData.Micro(name, article, partitioned), partitioned ? Partitioning.Runtime : Partitioning.Cores, Policies, cancellation);
                claims.AddRange(MicroClaims(name, partitioned, rows));
                tables.Add(SharingTables.Users($"{title}{(partitioned ? ", runtime partitioning" : ", a task a core")}", rows));
            }
        claims.Add(Claim.AtMost("weights", "ours: weights 1:2:4 at full load, largest deviation of a share in any window of 60 s", "deviation", "%", 5, SharingBench.WeightError(cancellation)));
        claims.Add(Claim.AtMost("split", "a job split into 50: change of the other user's service until both have had their share; a task is 0.5", "service", "core-s", 0.5, SharingBench.SplitGain(cancellation)));
        claims.AddRange(Guesses(options.Scale, tables, progress, cancellation));
        return new(Name, Paper, options.Scale, claims.ToImmutable(), []) { Tables = tables.ToImmutable() };
    }

    private static IEnumerable<Claim> Groups(string name, string title, PoolWorkload? workload)
    {
        var (groups, counted) = name == "homo" ? (97, 174) : (125, 221);
        yield return Claim.Reproduce($"{name}-groups", $"groups of the {title} workload", "groups", "groups", groups, workload?.Jobs.Length);
        yield return Claim.Within($"{name}-counted", $"groups as the article's tables count them, user_1 collecting user_10 and so on ({title})", "groups", "groups", counted, name == "homo" ? 162 : counted, counted, workload is null ? null : SharingBench.SubstringCount(workload));
    }

    private static IEnumerable<Claim> Macro(string name, string title, List<SharingRow>? cut, List<SharingRow>? whole)
    {
        var (published, target, plain) = name == "homo" ? (73.7, 65.0, 55.0) : (55.3, 45.0, 47.7);
        var (uwfq, ujf, cfq) = (Row(cut, "uwfq"), Row(cut, "ujf"), Row(cut, "cfq"));
        double? Below(List<SharingRow>? rows, string policy) => rows is null ? null : Math.Round(SharingBench.SmallCut(Row(rows, policy)!.Run, Row(rows, "ujf")!.Run), 1);
        yield return Claim.AtLeast($"{name}-small", $"{title}: UWFQ-P's first 80 % of jobs below UJF-P's (published {published} %, target of reproduction {target} %; strongest: SRPT with perfect estimates, blind to users)", "mean response", "%", target, Below(cut, "uwfq"), Below(cut, "cfq"), Below(cut, "srpt"));
        yield return Claim.AtLeast($"{name}-small-plus", $"ours: {title}: UWFQ-plus's first 80 % of jobs below UJF-P's; target the published figure", "mean response", "%", name == "homo" ? 74 : published, Below(cut, "uwfq-plus"), Below(cut, "uwfq"), Below(cut, "srpt"));
        yield return Claim.AtMost($"{name}-violation-plus", $"ours: {title}: UWFQ-plus's deadline violation ratio; target of 'beaten'", "DVR", "", 0.05, Round(Row(cut, "uwfq-plus")?.Against.Violation), Round(uwfq?.Against.Violation), Round(Row(cut, "srpt")?.Against.Violation));
        yield return Claim.Within($"{name}-small-whole", $"{title}: the same without partitioning", "mean response", "%", plain, plain - 10, plain + 10, Below(whole, "uwfq"));
        yield return Claim.Below($"{name}-violation", $"{title}: UWFQ-P's deadline violation ratio below CFQ-P's", "DVR", "", Round(uwfq?.Against.Violation), Round(cfq?.Against.Violation));
        yield return Claim.Reproduce(
            $"{name}-order", $"{title}, runtime partitioning: first 80 % of jobs in the published order {(name == "homo" ? "UWFQ ~ CFQ" : "CFQ ~ UWFQ")} < UJF < FAIR", "pairs in order", "of 3", 3,
            cut is null ? null : new[] { (uwfq, ujf), (cfq, ujf), (ujf, Row(cut, "fair")) }.Count(pair => pair.Item1!.Run.MeanResponse(0, 0.8) < pair.Item2!.Run.MeanResponse(0, 0.8)));
        yield return Claim.AtLeast($"{name}-bound", $"{title}: UWFQ-P's least slack to the bound fluid finish + longest task + largest job / cores; baseline UJF-P's, strongest SRPT-P's", "slack", "s", 0, Slack(uwfq), Slack(ujf), Slack(Row(cut, "srpt")));
    }

    private static IEnumerable<Claim> MicroClaims(string name, bool partitioned, List<SharingRow> rows)
    {
        var (uwfq, ujf, cfq) = (Row(rows, "uwfq")!, Row(rows, "ujf")!, Row(rows, "cfq")!);
        var id = name + (partitioned ? "-p" : "");
        if (name == "two-power-two-infrequent")
        {
            yield return Claim.AtMost($"{id}-violation", $"scenario 1{(partitioned ? "-P" : "")}: UWFQ's DVR at most a tenth of CFQ's", "DVR", "of CFQ's", 0.1, Math.Round(uwfq.Against.Violation / cfq.Against.Violation, 4));
            foreach (var user in uwfq.Run.Workload.Users.Where(user => user.Contains('3') || user.Contains('4')).Order(StringComparer.Ordinal))
                yield return Claim.AtMost($"{id}-{user[..5]}", $"scenario 1{(partitioned ? "-P" : "")}: infrequent {user} under UWFQ over UJF; baseline CFQ over UJF", "mean response", "ratio", 1.3, Ratio(uwfq, ujf, user), Ratio(cfq, ujf, user));
            yield return Claim.Below($"{id}-power", $"scenario 1{(partitioned ? "-P" : "")}: power users' mean response under UWFQ below UJF's", "mean response", "s", Power(uwfq), Power(ujf), 33.2);
        }
        if (name == "four-super-small") yield return Claim.Below($"{id}-mean", $"scenario 2{(partitioned ? "-P" : "")}: mean response under UWFQ below UJF's", "mean response", "s", Round(uwfq.Run.MeanResponse()), Round(ujf.Run.MeanResponse()), 25.5);
        if (name == "two-large-two-small" && partitioned)
            yield return Claim.Below($"{id}-small", "two large, two small: small users' mean response under UWFQ-P below UJF-P's", "mean response", "s", Small(uwfq), Small(ujf), 2.83);

        static double Ratio(SharingRow row, SharingRow other, string user) => Math.Round(row.Run.MeanResponse(user) / other.Run.MeanResponse(user), 3);
        static double Power(SharingRow row) => Mean(row, ["user1", "user2"]);
        static double Small(SharingRow row) => Mean(row, ["user3", "user4"]);
        static double Mean(SharingRow row, string[] heads) =>
            Math.Round(row.Run.Workload.Users.Where(user => heads.Any(head => user.StartsWith(head, StringComparison.Ordinal))).Average(user => row.Run.MeanResponse(user)), 2);
    }

    private static IEnumerable<Claim> Guesses(StudyScale scale, ImmutableArray<string>.Builder tables, TextWriter? progress, CancellationToken cancellation)
    {
        var seeds = scale switch { StudyScale.Smoke => 5, StudyScale.Short => 20, _ => 100 };
        (string Name, Func<PoolWorkload, ulong, WorkEstimates> Make)[] all =
        [
            ("within 50 %", (jobs, seed) => NoisyEstimates.Even(jobs, 0.5, seed)),
            ("sigma 0.25", (jobs, seed) => NoisyEstimates.LogNormal(jobs, 0.25, seed)),
            ("sigma 0.5", (jobs, seed) => NoisyEstimates.LogNormal(jobs, 0.5, seed)),
            ("sigma 1", (jobs, seed) => NoisyEstimates.LogNormal(jobs, 1, seed)),
            ("learnt", (jobs, _) => new LearnedEstimates()),
        ];
        var rows = new List<(string Workload, string Estimates, string Policy, string Partitioning, double Cut, double Violation, double Violations)>();
        foreach (var name in new[] { "homo", "hetero" })
        {
            if (SharingData.Macro(name) is not { } workload) continue;
            foreach (var (estimates, make) in all)
                foreach (var (policy, partitioning) in new[] { ("cfq", Partitioning.Runtime), ("srpt", Partitioning.Runtime), ("uwfq", Partitioning.Runtime), ("uwfq-plus", Partitioning.Runtime), ("uwfq", Partitioning.Sliced), ("uwfq-plus", Partitioning.Sliced) })
                {
                    progress?.WriteLine($"uwfq: {name}, estimates {estimates}, {policy}");
                    var (cut, violation, violations) = SharingBench.WithEstimates(workload, policy, partitioning, estimates == "learnt" ? 1 : seeds, make, cancellation);
                    rows.Add((name, estimates, policy, partitioning == Partitioning.Sliced ? "sliced" : "runtime", cut, violation, violations));
                }
        }
        if (rows.Count > 0) tables.Add(SharingTables.Estimates(rows));
        foreach (var (name, target) in new[] { ("homo", 65.0), ("hetero", 45.0) })
            foreach (var estimates in new[] { "within 50 %", "learnt" })
            {
                var own = rows.Where(row => row.Workload == name && row.Estimates == estimates).ToArray();
                double? Cut(string policy, string partitioning) => own.Where(row => row.Policy == policy && row.Partitioning == partitioning).Select(row => (double?)Math.Round(row.Cut, 1)).FirstOrDefault();
                yield return Claim.AtLeast(
                    $"{name}-{(estimates == "learnt" ? "learnt" : "noise")}", $"ours: {name}, estimates {estimates}: UWFQ-plus in slices, the first 80 % of jobs below UJF-P's; baseline UWFQ-P, strongest SRPT-P, with the same estimates",
                    "mean response", "%", target, Cut("uwfq-plus", "sliced"), Cut("uwfq", "runtime"), Cut("srpt", "runtime"));
            }
    }

    private static SharingRow? Row(List<SharingRow>? rows, string policy) => rows?.Find(row => row.Policy == policy);

    private static double? Slack(SharingRow? row) => row is null ? null : Math.Round(row.Run.Jobs.Min(row.Run.BoundSlack), 2);

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 4) : null;
}

using System.Collections.Immutable;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Generators;
using Rota.CpSat.Cluster.Pods;
using Rota.Solving;

namespace Rota.Studies.Cluster;

/// <summary>
/// Pods that Kubernetes' scheduler leaves pending although a joint plan would place them (Christensen et al. 2025): the article's model and ours on its instances, certificates
/// against proven optima, the scheduler's twin against recordings, and the OpenB replay.
/// </summary>
public sealed class PodPackingStudy : IStudy
{
    /// <inheritdoc/>
    public string Name => "pod-packing";

    /// <inheritdoc/>
    public string Paper => "Christensen, Giallorenzo, Mauro 2025, Priority Matters: constraint-based pod packing (arXiv 2511.08373)";

    /// <inheritdoc/>
    public string Description => "pods left pending by Kubernetes' scheduler: the article's model and ours, certificates, disruption, and GPU replays";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (atOne, atTen, replays) = options.Scale switch { StudyScale.Smoke => (1, 0, 2), StudyScale.Short => (5, 1, 5), _ => (10, 10, 10) };
        if (options.Seeds is { } seeds) (atOne, atTen) = (seeds, atTen == 0 ? 0 : seeds);
        var instances = PackingInstance.Read(PackingBench.Priorities);
        IReadOnlyList<PackingContender> contenders = [PackingContender.Paper, PackingContender.Tiers, PackingContender.Placement];
        List<PackingOutcome> Measure(int count, double seconds, IReadOnlyList<PackingContender> who) => instances is { } all && count > 0 ? PackingBench.Run(all, count, seconds, who, progress, cancellation) : [];
        // The first run of everything compiles it.
        if (instances is { } some) PackingBench.Run([.. some.Where(instance => instance is { Nodes: 8, Load: "1.05" }).Take(1)], 1, 0.5, contenders, null, cancellation);
        var (one, ten, peers) = (Measure(atOne, 1, contenders), Measure(atTen, 10, contenders), Measure(atOne, 1, PackingContender.Peers));
        var rows = GpuReplayBench.Run(replays, options.Scale == StudyScale.Smoke ? ["default"] : ["default", "cpu100", "gpushare40", "multigpu20"], cancellation);
        ImmutableArray<Claim> claims =
        [
            Twin(options),
            .. Reproduced(one, 1, 40, 50), .. Ours(one, 1, 75),
            .. Reproduced(ten, 10, 68, 80), .. Ours(ten, 10, 97),
            Peers(one, peers),
            .. Certificates([.. one, .. ten]),
            Large(instances is not null, cancellation),
            .. Replay(rows),
        ];
        return new(Name, Paper, options.Scale, claims, [])
        {
            Tables =
            [
                .. one.Count > 0 ? (string[])[PackingTables.Cells("1 s", 1, one)] : [],
                .. ten.Count > 0 ? (string[])[PackingTables.Cells("10 s", 10, ten)] : [],
                .. peers.Count > 0 ? (string[])[PackingTables.Cells("Tools that evict and leave the rest to kube-scheduler", 1, peers, cells: false)] : [],
                PackingTables.Emptying(cancellation),
                .. rows.Count > 0 ? (string[])[GpuReplayBench.Table(rows, replays)] : [],
            ],
        };
    }

    private static Claim Twin(StudyOptions options)
    {
        var golden = PackingPublished.Golden(options.Scale == StudyScale.Smoke ? 20 : 200);
        return Claim.Reproduce(
            "twin", "recorded runs of the real default scheduler (pods running by priority) that its twin repeats with every seed", "runs", "runs", golden?.Cases ?? 8, golden?.Agree);
    }

    private static IEnumerable<Claim> Reproduced(List<PackingOutcome> outcomes, int seconds, double least, double most)
    {
        var own = outcomes.Where(outcome => outcome.Contender == PackingContender.Paper.Name).ToArray();
        var headline = PackingPublished.Headline(seconds)!.Value;
        double? Share(PackingCategory category) => own.Length == 0 ? null : Math.Round(PackingTables.Percent(own, category), 1);
        yield return Claim.Within($"article-better-{seconds}s", $"the article's model, {seconds} s on two cores: better than the default scheduler", "share of calls", "%", headline.Better, least, most, Share(PackingCategory.Better));
        yield return Claim.Within($"article-certified-{seconds}s", $"the article's model, {seconds} s: the default certified optimal", "share of calls", "%", headline.Certified, 17, 23, Share(PackingCategory.Certified));
    }

    private static IEnumerable<Claim> Ours(List<PackingOutcome> outcomes, int seconds, double target)
    {
        var paper = outcomes.Where(outcome => outcome.Contender == PackingContender.Paper.Name).ToArray();
        foreach (var contender in new[] { PackingContender.Tiers, PackingContender.Placement })
        {
            var own = outcomes.Where(outcome => outcome.Contender == contender.Name).ToArray();
            double? Solved(PackingOutcome[] of) => of.Length == 0 ? null : Math.Round(100 - PackingTables.Percent(of, PackingCategory.Failed), 1);
            yield return Claim.AtLeast($"{Id(contender)}-solved-{seconds}s", $"ours, {contender.Name}, {seconds} s: better or certified", "share of calls", "%", target, Solved(own), Solved(paper));
            if (contender != PackingContender.Tiers) continue;
            yield return Claim.AtMost($"{Id(contender)}-failed-{seconds}s", $"ours, {contender.Name}, {seconds} s: failures", "share of calls", "%", seconds == 1 ? 10 : 3, own.Length == 0 ? null : Math.Round(PackingTables.Percent(own, PackingCategory.Failed), 1), paper.Length == 0 ? null : Math.Round(PackingTables.Percent(paper, PackingCategory.Failed), 1));
            var pairs = own.Zip(paper).Where(pair => pair.First.Category == PackingCategory.Better && pair.Second.Category == PackingCategory.Better).ToArray();
            var alike = pairs.Where(pair => PodScore.ComparePlacement(pair.First.Placed, pair.Second.Placed) == 0).ToArray();
            yield return Disruption($"{Id(contender)}-disruption-{seconds}s", $"ours, {contender.Name}, {seconds} s: disruption (2 a move, 1 an eviction) on the {pairs.Length} calls both improve; ours places more on {pairs.Count(pair => PodScore.ComparePlacement(pair.First.Placed, pair.Second.Placed) > 0)} of them, less on {pairs.Count(pair => PodScore.ComparePlacement(pair.First.Placed, pair.Second.Placed) < 0)}", pairs);
            yield return Disruption($"{Id(contender)}-disruption-alike-{seconds}s", $"the same on the {alike.Length} of them where both place alike", alike);
        }
        var worse = outcomes.Where(outcome => outcome.Contender != PackingContender.Paper.Name).ToArray();
        yield return Claim.AtMost($"worse-{seconds}s", $"our plans that place less than the default does, {seconds} s (the article's own, which are not applied: {paper.Count(outcome => outcome.Worse)})", "plans", "plans", 0, worse.Length == 0 ? null : worse.Count(outcome => outcome.Worse), paper.Length == 0 ? null : paper.Count(outcome => outcome.Worse));
    }

    /// <summary>The best of the tools that evict and hope is the baseline.</summary>
    private static Claim Peers(List<PackingOutcome> outcomes, List<PackingOutcome> peers)
    {
        var own = outcomes.Where(outcome => outcome.Contender == PackingContender.Placement.Name).ToArray();
        var best = peers.GroupBy(outcome => outcome.Contender).Select(group => PackingTables.Percent(group.ToArray(), PackingCategory.Better)).DefaultIfEmpty().Max();
        return Claim.Above(
            "peers", $"ours, placement first, 1 s: better than the default scheduler; baseline: the best of {PackingContender.Peers.Count} tools that evict and leave the rest to it (descheduler, Karpenter-like)", "share of calls", "%",
            own.Length == 0 ? null : Math.Round(PackingTables.Percent(own, PackingCategory.Better), 1), peers.Count == 0 ? null : Math.Round(best, 1));
    }

    private static Claim Disruption(string id, string text, (PackingOutcome Ours, PackingOutcome Paper)[] pairs) => Claim.Below(
        id, text, "mean", "units",
        pairs.Length == 0 ? null : Math.Round(pairs.Average(pair => pair.Ours.Disruption), 2), pairs.Length == 0 ? null : Math.Round(pairs.Average(pair => pair.Paper.Disruption), 2));

    private static IEnumerable<Claim> Certificates(List<PackingOutcome> outcomes)
    {
        var optima = PackingPublished.Optima();
        var known = outcomes.Where(outcome => outcome.Proved && optima.ContainsKey(Key(outcome))).ToArray();
        bool Equal(PackingOutcome outcome)
        {
            var tiers = outcome.Instance.Problem.Tiers;
            var best = optima[Key(outcome)];
            for (var t = 0; t < tiers.Length; t++)
                if (outcome.Placed[t] != best[PackingBench.Priorities - tiers[t]]) return false;
            return true;
        }
        var ours = known.Where(outcome => outcome.Contender == PackingContender.Placement.Name).ToArray();
        var theirs = known.Where(outcome => outcome.Contender == PackingContender.Paper.Name).ToArray();
        yield return Claim.Reproduce("certificates", $"our proofs of placement that equal the independent optimum, of {ours.Length}", "proofs", "proofs", ours.Length, outcomes.Count == 0 ? null : ours.Count(Equal));
        yield return Claim.Below(
            "article-certificates", $"proofs that a better placement refutes; baseline: the article's objective, tier by tier, of {theirs.Length} proofs: it never moves a pod for a less important one, so that its optimum is not the best placement",
            "refuted proofs", "proofs", outcomes.Count == 0 ? null : ours.Count(outcome => !Equal(outcome)), outcomes.Count == 0 ? null : theirs.Count(outcome => !Equal(outcome)));
    }

    private static (ulong, int, int, string) Key(PackingOutcome outcome) => (outcome.Instance.Seed, outcome.Instance.Pods, outcome.Instance.Nodes, outcome.Instance.Load);

    private static Claim Large(bool data, CancellationToken cancellation)
    {
        double? seconds = null;
        if (data && !cancellation.IsCancellationRequested)
        {
            var problem = PodGenerator.Create(new() { Nodes = 1000, PodsPerNode = 10, Load = 0.95, Seed = 2 });
            var before = PodPlan.Unchanged(problem);
            var unchanged = PodScore.Of(problem, before);
            var solution = new PodTiers().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(5)), workers: 2, cancellation: cancellation));
            var first = solution.Trajectory.FirstOrDefault(point => point.Objective < unchanged.Objective);
            seconds = first.Objective is null ? null : Math.Round(first.Seconds, 2);
        }
        return Claim.AtMost("large", "10,000 pods on 1,000 nodes: wall time to a plan that places more than the default scheduler", "wall time", "s", 5, seconds);
    }

    private static IEnumerable<Claim> Replay(List<GpuReplayBench.Row> rows)
    {
        foreach (var policy in new[] { "random", "best-fit", "fgd" })
            foreach (var row in rows.Where(row => row.Policy == policy && row.Published100 is not null))
                yield return Claim.Reproduce($"openb-{row.Mix}-{policy}", $"OpenB {row.Mix}, {policy}: GPUs given out when requests reach 100 %", "allocation", "%", row.Published100!.Value, Math.Round(row.At100, 2), 0.5);
        if (rows.Count == 0) yield return Claim.Reproduce("openb-default-fgd", "OpenB default, fgd: GPUs given out when requests reach 100 %", "allocation", "%", 95.23, null, 0.5);
    }

    private static string Id(PackingContender contender) => contender.Name.Replace(' ', '-');
}

using System.Globalization;
using System.Text;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Generators;
using Rota.Solving;

namespace Rota.Studies.Cluster;

/// <summary>The study's tables.</summary>
internal static class PackingTables
{
    /// <summary>Each cell: published shares of calls, and every contender's.</summary>
    public static string Cells(string title, double seconds, IReadOnlyCollection<PackingOutcome> outcomes, bool cells = true)
    {
        var published = PackingPublished.Read(seconds);
        var contenders = outcomes.Select(outcome => outcome.Contender).Distinct().ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{title}: better / certified / failed in percent of the calls, [mean disruption where better]\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| cell | calls | published | {string.Join(" | ", contenders)} |\n| --- | ---: | --- |{string.Concat(contenders.Select(_ => " --- |"))}\n");
        foreach (var cell in outcomes.GroupBy(outcome => PackingBench.Cell(outcome.Instance)).Where(_ => cells).Append(null))
        {
            var all = cell?.ToArray() ?? [.. outcomes];
            if (all.Length == 0) continue;
            var first = all[0].Instance;
            var figures = cell is null ? PackingPublished.Headline(seconds) : published?.GetValueOrDefault((first.Nodes, first.Pods / first.Nodes, first.Load));
            text.Append(CultureInfo.InvariantCulture, $"| {(cell is null ? "all" : cell.Key)} | {all.Count(outcome => outcome.Contender == contenders[0])} | {Share(figures)} |");
            foreach (var contender in contenders)
            {
                var own = all.Where(outcome => outcome.Contender == contender).ToArray();
                var better = own.Where(outcome => outcome.Category == PackingCategory.Better).ToArray();
                text.Append(CultureInfo.InvariantCulture, $" {Share((Percent(own, PackingCategory.Better), Percent(own, PackingCategory.Certified), Percent(own, PackingCategory.Failed)))}");
                text.Append(better.Length == 0 ? " |" : string.Create(CultureInfo.InvariantCulture, $" [{better.Average(outcome => outcome.Disruption):F1}] |"));
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>What the tools are made for: under-used clusters, and how many nodes each empties at what price. Ours empties none unless pods are pending: it is not asked to.</summary>
    public static string Emptying(CancellationToken cancellation)
    {
        var text = new StringBuilder("Under-used clusters (generated, 16 nodes x 8 pods, ten seeds a load): nodes in use before and after, pods taken from their nodes, pods left without one\n\n| load | tool | in use before | after | moved | without a node |\n| ---: | --- | ---: | ---: | ---: | ---: |\n");
        foreach (var load in new[] { 0.15, 0.4, 0.7 })
        {
            var clusters = Enumerable.Range(1, 10).Select(seed => PodGenerator.Create(new() { Load = load, Seed = (ulong)seed })).ToArray();
            foreach (var peer in PackingContender.Peers)
            {
                if (cancellation.IsCancellationRequested) return text.ToString();
                var plans = clusters.Select(cluster => (Cluster: cluster, Plan: peer.Make().Solve(cluster, PodChecker.Instance, new Run<PodPlan>(Limit.None)).Answer!)).ToArray();
                text.Append(CultureInfo.InvariantCulture, $"| {load:F2} | {peer.Name} | {plans.Average(pair => InUse(PodPlan.Unchanged(pair.Cluster))):F1} | {plans.Average(pair => InUse(pair.Plan)):F1} |");
                text.Append(CultureInfo.InvariantCulture, $" {plans.Average(pair => pair.Plan.With(pair.Cluster, PodFate.Moved).Count()):F1} | {plans.Average(pair => pair.Plan.Nodes.Count(node => node < 0)):F1} |\n");
            }
        }
        return text.ToString();

        static int InUse(PodPlan plan) => plan.Nodes.Where(node => node >= 0).Distinct().Count();
    }

    /// <summary>Percent of the outcomes that are of a category.</summary>
    public static double Percent(IReadOnlyCollection<PackingOutcome> outcomes, PackingCategory category) =>
        outcomes.Count == 0 ? 0 : 100.0 * outcomes.Count(outcome => outcome.Category == category) / outcomes.Count;

    private static string Share((double Better, double Certified, double Failed)? figures) =>
        figures is var (better, certified, failed) ? string.Create(CultureInfo.InvariantCulture, $"{better:F0} / {certified:F0} / {failed:F0}") : "-";
}

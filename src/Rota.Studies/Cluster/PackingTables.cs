using System.Globalization;
using System.Text;

namespace Rota.Studies.Cluster;

/// <summary>The study's tables.</summary>
internal static class PackingTables
{
    /// <summary>Each cell: published shares of calls, and every contender's.</summary>
    public static string Cells(string title, double seconds, List<PackingOutcome> outcomes)
    {
        var published = PackingPublished.Read(seconds);
        var contenders = outcomes.Select(outcome => outcome.Contender).Distinct().ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{title}: better / certified / failed in percent of the calls, [mean disruption where better]\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| cell | calls | published | {string.Join(" | ", contenders)} |\n| --- | ---: | --- |{string.Concat(contenders.Select(_ => " --- |"))}\n");
        foreach (var cell in outcomes.GroupBy(outcome => PackingBench.Cell(outcome.Instance)).Append(null))
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

    /// <summary>Percent of the outcomes that are of a category.</summary>
    public static double Percent(IReadOnlyCollection<PackingOutcome> outcomes, PackingCategory category) =>
        outcomes.Count == 0 ? 0 : 100.0 * outcomes.Count(outcome => outcome.Category == category) / outcomes.Count;

    private static string Share((double Better, double Certified, double Failed)? figures) =>
        figures is var (better, certified, failed) ? string.Create(CultureInfo.InvariantCulture, $"{better:F0} / {certified:F0} / {failed:F0}") : "-";
}

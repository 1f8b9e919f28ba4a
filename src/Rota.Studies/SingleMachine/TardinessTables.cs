using System.Globalization;
using Rota.SingleMachine.Policies;

namespace Rota.Studies.SingleMachine;

/// <summary>The study's tables: per rule and size the article's figure, the corrected one and ours.</summary>
internal static class TardinessTables
{
    public static void Write(TextWriter output, IReadOnlyDictionary<(string Rule, string Set), TardinessGaps> gaps)
    {
        output.WriteLine("Mean gap to the optimum in percent, over instances with an optimum above 0: paper / ours. 500: paper / ours with the paper's pairing / ours with every instance's own optimum");
        output.WriteLine();
        output.WriteLine($"| rule | {string.Join(" | ", TardinessData.Sets)} | 500, gap of sums | ms at 500 |");
        output.WriteLine($"| --- |{string.Concat(TardinessData.Sets.Select(_ => " ---: |"))} ---: | ---: |");
        foreach (var rule in SequencingRules.All.Where(rule => !rule.NeedsWeights))
        {
            var cells = TardinessData.Sets.Select(set => Cell(rule.Name, set, gaps));
            var large = gaps.GetValueOrDefault((rule.Name, "500"));
            output.WriteLine($"| {rule.Name} | {string.Join(" | ", cells)} | {Number(large?.SumGap)} | {Number(large?.MeanMilliseconds)} |");
        }
        output.WriteLine();
        output.WriteLine("Why 500 differs: the repository lists the instances of a class in order of file names (1, 10, 2, 3, ...) and their optima in order of numbers (1, 2, 3, ..., 10), so");
        output.WriteLine("that 9 of 10 instances are held against a neighbour's optimum. Put right, a rule never lies below the optimum; as printed, this many results do:");
        output.WriteLine(string.Join(", ", gaps.Values.Where(entry => entry.Set == "500" && entry.Below > 0).Select(entry => $"{entry.Rule} {entry.Below}")));
        output.WriteLine();
    }

    private static string Cell(string rule, string set, IReadOnlyDictionary<(string, string), TardinessGaps> gaps)
    {
        var row = TardinessPublished.Gaps.FirstOrDefault(entry => entry.Rule == rule);
        var paper = row.Gaps?[TardinessPublished.Columns.IndexOf(set)];
        if (!gaps.TryGetValue((rule, set), out var ours)) return $"{Number(paper)} / -";
        return set == "500" ? $"{Number(paper)} / {Number(ours.MeanPublishedGap)} / {Number(ours.MeanGap)}" : $"{Number(paper)} / {Number(ours.MeanGap)}";
    }

    private static string Number(double? value) => value is { } number ? number.ToString("F2", CultureInfo.InvariantCulture) : "-";
}

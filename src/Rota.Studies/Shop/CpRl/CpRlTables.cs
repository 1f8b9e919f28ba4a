using System.Globalization;
using System.Text;
using Rota.Shop;

namespace Rota.Studies.Shop.CpRl;

/// <summary>The study's table: class by class, mean gaps and seconds.</summary>
internal static class CpRlTables
{
    public static string Of(IReadOnlyList<ShopProblem> problems, CpRlMeasurement measured)
    {
        var text = new StringBuilder();
        text.Append("Mean gap to the best known makespans in percent (best known of ").Append(Rota.Shop.BestKnown.BestKnownBounds.Date).Append("), one thread, x32 for the best of 32 schedules; in brackets how many of the class have a schedule, where not all.\n\n");
        text.Append("| class | n | ").AppendJoin(" | ", CpRlContenders.All).Append(" | s learned | s released |\n| --- | ---: |");
        foreach (var _ in CpRlContenders.All) text.Append(" ---: |");
        text.Append(" ---: | ---: |\n");
        var classes = problems.GroupBy(problem => ShopClass.Of(problem)!).OrderBy(group => group.Key.Order).ToList();
        foreach (var group in classes) Row(text, group.Key.Name, [.. group], measured);
        foreach (var set in classes.GroupBy(group => SetOf(group.Key)).Where(set => set.Count() > 1)) Row(text, $"**{set.Key}**", [.. set.SelectMany(group => group)], measured);
        return text.ToString();
    }

    /// <summary>The set of a class; both halves of dmu are one.</summary>
    public static string SetOf(ShopClass line) => line.Set.StartsWith("dmu", StringComparison.Ordinal) ? "dmu" : line.Set;

    private static void Row(StringBuilder text, string name, List<ShopProblem> problems, CpRlMeasurement measured)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {problems.Count} |");
        foreach (var contender in CpRlContenders.All)
        {
            var found = measured.Found(problems, contender);
            var note = found > 0 && found < problems.Count ? $" ({found})" : "";
            text.Append(CultureInfo.InvariantCulture, $" {Number(measured.MeanGap(problems, contender), "F2")}{note} |");
        }
        text.Append(CultureInfo.InvariantCulture, $" {Number(measured.MeanSeconds(problems, CpRlContenders.Learned), "G2")} | {Number(measured.MeanSeconds(problems, CpRlContenders.Released), "G2")} |\n");
    }

    private static string Number(double? value, string format) => value is { } number ? number.ToString(format, CultureInfo.InvariantCulture) : "-";
}

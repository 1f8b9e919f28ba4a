using System.Globalization;

namespace Rota.Studies.Shop.Blocking;

/// <summary>The study's tables in Markdown.</summary>
internal static class BlockingTables
{
    /// <summary>Means by level. Contenders that ran fewer seeds stand beside the others with their own cases only.</summary>
    public static string Means(string title, BlockingGrid grid, IReadOnlyList<double> levels) => Table(
        title, ["policy", .. levels.Select(Level), "cases"],
        grid.Policies.Select(policy => (string[])[policy, .. levels.Select(level => Number(grid.Mean(policy, level), "0")), $"{levels.Sum(level => grid.Cells(policy, level).Count)}"]));

    /// <summary>How far below the best fixed rule, on the cases of each contender.</summary>
    public static string Below(string title, BlockingGrid grid, IReadOnlyList<double> levels) => Table(
        title, ["policy", .. levels.Select(Level)],
        grid.Policies.Select(policy => (string[])[policy, .. levels.Select(level => Number(grid.Below(policy, grid.BestRule(level, policy), level), "0.0"))]));

    /// <summary>Mean time of a decision, and the longest.</summary>
    public static string Times(string title, BlockingGrid grid) => Table(
        title, ["policy", "ms per decision", "longest ms"],
        grid.Policies.Select(policy => (string[])[policy, Number(grid.Milliseconds(policy), "0.000"), Number(BlockingGrid.Levels.Where(level => grid.Has(policy, level)).Max(level => grid.Cells(policy, level).Max(cell => cell.Row.Longest)), "0")]));

    /// <summary>Shops solved offline.</summary>
    public static string Offline(IReadOnlyList<OfflineRow> rows) => Table(
        rows.Count == 0 ? "Offline: not measured" : $"Offline, without stops: portfolio of rollouts and CP-SAT, {rows[0].Seconds} s a shop", ["shop", "makespan", "bound", "best known", "gap %"],
        rows.Select(row => (string[])[row.Shop, $"{row.Makespan}", $"{row.Bound}", row.Best > 0 ? $"{row.Best}" : "", row.Best > 0 ? Number(row.Gap, "0.0") : ""]));

    private static string Table(string title, string[] heads, IEnumerable<string[]> rows)
    {
        using var output = new StringWriter { NewLine = "\n" };
        output.WriteLine(title);
        output.WriteLine();
        output.WriteLine($"| {string.Join(" | ", heads)} |");
        output.WriteLine($"| --- |{string.Concat(Enumerable.Repeat(" ---: |", heads.Length - 1))}");
        foreach (var row in rows) output.WriteLine($"| {string.Join(" | ", row)} |");
        return output.ToString();
    }

    private static string Level(double level) => "p = " + Number(level, "0.##");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

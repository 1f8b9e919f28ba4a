using System.Globalization;
using Rota.Shop;

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
        rows.Count == 0 ? "Offline: not measured" : $"Offline, without stops: portfolio of rules, iterated greedy and CP-SAT, {rows[0].Seconds} s a shop", ["shop", "makespan", "bound", "best known", "gap %"],
        rows.Select(row => (string[])[row.Shop, $"{row.Makespan}", $"{row.Bound}", row.Best > 0 ? $"{row.Best}" : "", row.Best > 0 ? Number(row.Gap, "0.0") : ""]));

    /// <summary>Solvers on la01-40: mean gaps by size, then every makespan. Gaps to the best known, or, where none is, to the best of the table.</summary>
    public static string Benchmark(
        BlockingBenchmarkOptions options, IReadOnlyList<ShopProblem> shops, IReadOnlyList<string> solvers,
        IReadOnlyDictionary<(string Shop, string Solver), (long Makespan, long Bound)> rows, IReadOnlyDictionary<string, int> best)
    {
        var whole = shops.Where(shop => solvers.All(solver => rows.TryGetValue((shop.Name, solver), out var row) && row.Makespan > 0)).ToList();
        long Best(string shop) => best.TryGetValue(shop, out var known) ? known : solvers.Min(solver => rows[(shop, solver)].Makespan);
        double Gap(IEnumerable<ShopProblem> of, string solver) => of.Average(shop => 100 * ((rows[(shop.Name, solver)].Makespan / (double)Best(shop.Name)) - 1));
        var clock = options.ProcessorTime ? " of processor time" : "";
        var title = Text($"Blocking shops {(options.Swap ? "with" : "without")} swaps, {options.Time.TotalSeconds:0.#} s{clock} and {options.Workers} {(options.Workers == 1 ? "thread" : "threads")} each, seed {options.Seed}: mean gap to the best {(best.Count > 0 ? "known" : "of the table")}, %");
        var classes = whole.GroupBy(shop => Text($"{shop.Jobs.Length}x{shop.MachineCount}"))
            .Select(g => (string[])[$"{g.First().Name}-{g.Last().Name} {g.Key}", $"{g.Count()}", .. solvers.Select(solver => Number(Gap(g, solver), "0.0"))]).ToList();
        if (whole.Count > 0) classes.Add(["all", $"{whole.Count}", .. solvers.Select(solver => Number(Gap(whole, solver), "0.0"))]);
        return Table(title, ["class", "shops", .. solvers], classes) + "\n" + Table(
            "Makespans, and the best bound proved", ["shop", best.Count > 0 ? "best known" : "best here", "bound", .. solvers],
            whole.Select(shop => (string[])[shop.Name, $"{Best(shop.Name)}", $"{solvers.Max(solver => rows[(shop.Name, solver)].Bound)}", .. solvers.Select(solver => $"{rows[(shop.Name, solver)].Makespan}")]));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

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

using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Rota.Shop.BestKnown;

namespace Rota.Studies.Shop;

/// <summary>The results of a benchmark, class by class.</summary>
public sealed record ShopBenchmarkReport(ShopBenchmarkOptions Options, ImmutableArray<ShopBenchmarkRow> Rows)
{
    /// <summary>The solver the targets speak of.</summary>
    public string First => Options.Solvers[0];

    /// <summary>The sets as wholes: what the targets speak of.</summary>
    public ImmutableArray<ShopClassResult> Sets { get; } = Summarize(Options, Rows, row => row.Set);

    /// <summary>The classes of each set, by size.</summary>
    public ImmutableArray<ShopClassResult> Classes { get; } = Summarize(Options, Rows, row => row.Class);

    /// <summary>True when a set reaches its target; null when it has none or was not measured whole.</summary>
    public bool? Reached(ShopClassResult set) => set.Target is { } target && set.MeanGap(First) is { } gap ? Math.Round(gap, 2) <= target : null;

    /// <summary>Writes the report as Markdown: what was run on what, the sets against their targets, the classes against the other solvers.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"Mean gap to the best known makespans (bounds of {BestKnownBounds.Date}, {BestKnownBounds.Source}), in percent.");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Options.Time.TotalSeconds} s wall time, {Options.Workers} threads, {Options.Seeds} seed(s); {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, .NET {Environment.Version}."));
        output.WriteLine();
        output.WriteLine($"| set | instances | target | {First} | verdict | mean of class means |");
        output.WriteLine("| --- | ---: | ---: | ---: | --- | ---: |");
        foreach (var set in Sets)
            output.WriteLine($"| {set.Name} | {set.Instances} | {Number(set.Target, "<= 0.0#")} | {Number(set.MeanGap(First))} | {(Reached(set) is { } reached ? (reached ? "reached" : "short") : "")} | {Number(MeanOfClasses(set))} |");
        output.WriteLine();
        var others = Options.Solvers.Skip(1);
        output.WriteLine(
            "| class | instances | " + string.Concat(Options.Solvers.Select(solver => $"{solver} | proved | ")) + string.Concat(others.Select(other => $"{First} against {other} | "))
            + string.Concat(PublishedResults.Engines.Select(engine => $"{engine}, published: 600 s, 4 cores | ")).TrimEnd());
        output.WriteLine(
            "| --- | ---: |" + string.Concat(Options.Solvers.Select(_ => " ---: | ---: |")) + string.Concat(others.Select(_ => " --- |")) + string.Concat(PublishedResults.Engines.Select(_ => " ---: |")));
        foreach (var line in Classes) WriteClass(output, line);
    }

    /// <summary>Every class of the set counts the same, however many of its instances were measured.</summary>
    private double? MeanOfClasses(ShopClassResult set)
    {
        var names = Rows.Where(row => row.Set == set.Name).Select(row => row.Class).ToHashSet();
        var gaps = Classes.Where(line => names.Contains(line.Name)).Select(line => line.MeanGap(First)).ToArray();
        return Array.TrueForAll(gaps, gap => gap is not null) ? gaps.Average() : null;
    }

    private void WriteClass(TextWriter output, ShopClassResult line)
    {
        var comparisons = line.Comparisons(First).ToDictionary(entry => entry.Other, entry => entry.Text);
        output.WriteLine(
            $"| {line.Name} | {line.Instances} |" + string.Concat(Options.Solvers.Select(solver => $" {Number(line.MeanGap(solver))} | {line.Proved(solver)} |"))
            + string.Concat(Options.Solvers.Skip(1).Select(other => $" {comparisons.GetValueOrDefault(other, "-")} |"))
            + string.Concat(PublishedResults.Engines.Select(engine => $" {Number(line.Published[engine])} |")));
    }

    private static string Number(double? value, string format = "0.00") =>
        value is { } known ? known.ToString(format, CultureInfo.InvariantCulture) : "-";

    private static ImmutableArray<ShopClassResult> Summarize(ShopBenchmarkOptions options, ImmutableArray<ShopBenchmarkRow> rows, Func<ShopBenchmarkRow, string> key)
    {
        var published = PublishedResults.Load();
        return [.. rows.GroupBy(key).Select(group => ShopClassResult.Of(group.Key, [.. group], options, published))];
    }
}

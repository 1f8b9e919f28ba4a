using System.Globalization;
using System.Text.Json;
using Rota.Cli.Planning;
using Rota.Statistics;
using Spectre.Console;

namespace Rota.Cli.Output;

/// <summary>A contest as a table, as sentences and as JSON.</summary>
internal static class ContestReport
{
    /// <summary>Column heads; proofs and numbers of runs only where they say something.</summary>
    public static IReadOnlyList<string> Heads(Contest contest, string objective) =>
    [
        "solver", objective, contest.ReferenceHead, "bound",
        .. Proofs(contest) ? ["optimal"] : (string[])[],
        "last improvement",
        .. Counts(contest) ? ["runs"] : (string[])[],
    ];

    /// <summary>The cells of the table, a row a solver.</summary>
    public static IEnumerable<IReadOnlyList<string>> Cells(Contest contest) => contest.Rows.Select(row => (IReadOnlyList<string>)
    [
        row.Solver,
        Number(row.MeanObjective),
        Words.Percent(row.MeanGap, 2),
        Number(row.MeanBound),
        .. Proofs(contest) ? [row.Proofs == 0 ? "-" : $"{row.Proofs} of {row.Runs}"] : (string[])[],
        row.MeanLastImprovement is { } seconds ? Words.Seconds(seconds) : "-",
        .. Counts(contest) ? [row.Answers == row.Runs ? $"{row.Runs}" : $"{row.Answers} answers of {row.Runs}"] : (string[])[],
    ]);

    public static void Draw(Terminal terminal, Contest contest, string objective)
    {
        var heads = Heads(contest, objective);
        var table = Terminal.NewTable(heads);
        for (var i = 1; i < heads.Count; i++) table.Columns[i].RightAligned();
        foreach (var cells in Cells(contest))
        {
            var best = cells[0] == contest.Best;
            table.AddRow(cells.Select(cell => new Markup(best ? $"[bold green]{Markup.Escape(cell)}[/]" : Markup.Escape(cell))));
        }
        terminal.Draw(table);
    }

    /// <summary>One line a comparison: the winner, or that it cannot be told.</summary>
    public static IEnumerable<string> Sentences(Contest contest) => contest.Verdicts().Select(v => Sentence(v.First, v.Second, v.Comparison, contest.PairsAre));

    public static string Write(Contest contest, TimeSpan time, int workers) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("problem", contest.Runs[0].Instance.Domain.Name);
        json.WriteNumber("time_limit_s", time.TotalSeconds);
        json.WriteNumber("workers", workers);
        json.WriteString("gap_reference", contest.ReferenceInWords);
        json.WriteStartArray("solvers");
        foreach (var row in contest.Rows) Row(json, row);
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (var (first, second, comparison) in contest.Verdicts()) Verdict(json, first, second, comparison);
        json.WriteEndArray();
        json.WriteStartArray("runs");
        foreach (var run in contest.Runs) Run(json, contest, run);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static bool Proofs(Contest contest) => contest.Rows.Any(row => row.Proofs > 0);

    private static bool Counts(Contest contest) => contest.Rows.Any(row => row.Runs > 1 || row.Answers < row.Runs);

    private static string Sentence(string first, string second, PairedComparison comparison, string pairs)
    {
        if (comparison.Pairs == 0) return $"cannot tell {first} from {second}: they have no case in common";
        var apart = Math.Abs(comparison.Difference.Mean).ToString("0.00", CultureInfo.InvariantCulture) + " percentage points";
        if (comparison.Pairs == 1) return $"cannot tell {first} from {second}: one case only, {apart} apart; take more instances or --seeds";
        if (comparison.IsEqual) return $"{first} and {second} are equal in all {comparison.Pairs} {pairs}";
        var cases = string.Create(
            CultureInfo.InvariantCulture,
            $"95 % interval [{comparison.Difference.Low:0.00}, {comparison.Difference.High:0.00}], {comparison.Pairs} {pairs}, {comparison.FirstWins} won, {comparison.SecondWins} lost");
        return comparison.Verdict switch
        {
            PairedVerdict.FirstBetter => $"{first} is better than {second} by {apart} ({cases})",
            PairedVerdict.SecondBetter => $"{second} is better than {first} by {apart} ({cases})",
            _ => $"cannot tell {first} from {second}: {apart} apart ({cases})",
        };
    }

    private static void Row(Utf8JsonWriter json, ContestRow row)
    {
        json.WriteStartObject();
        json.WriteString("solver", row.Solver);
        json.WriteNumber("runs", row.Runs);
        json.WriteNumber("answers", row.Answers);
        json.WriteNumber("optimal", row.Proofs);
        Number(json, "mean_objective", row.MeanObjective);
        Number(json, "mean_gap", row.MeanGap);
        Number(json, "mean_bound", row.MeanBound);
        Number(json, "mean_last_improvement_s", row.MeanLastImprovement);
        json.WriteEndObject();
    }

    private static void Verdict(Utf8JsonWriter json, string first, string second, PairedComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("first", first);
        json.WriteString("second", second);
        json.WriteString("verdict", comparison.Verdict switch
        {
            PairedVerdict.FirstBetter => "first_better",
            PairedVerdict.SecondBetter => "second_better",
            _ => "cannot_tell",
        });
        json.WriteNumber("pairs", comparison.Pairs);
        json.WriteNumber("first_wins", comparison.FirstWins);
        json.WriteNumber("second_wins", comparison.SecondWins);
        Number(json, "difference_percent", comparison.Difference.Mean);
        Number(json, "difference_low", comparison.Difference.Low);
        Number(json, "difference_high", comparison.Difference.High);
        json.WriteEndObject();
    }

    private static void Run(Utf8JsonWriter json, Contest contest, PlanRun run)
    {
        json.WriteStartObject();
        json.WriteString("instance", run.Instance.Name);
        json.WriteString("solver", run.Solution.Solver);
        json.WriteNumber("seed", run.Seed);
        json.WriteString("status", ResultJson.Status(run.Solution.Outcome));
        Number(json, "objective", run.Solution.Objective);
        Number(json, "bound", run.Bound);
        Number(json, "gap", contest.Gap(run));
        Number(json, "last_improvement_s", run.LastImprovement?.Seconds);
        Number(json, "elapsed_s", run.Solution.Elapsed.TotalSeconds);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, Math.Round(number, 6));
        else json.WriteNull(name);
    }

    private static string Number(double? value) => value?.ToString("0.#", CultureInfo.InvariantCulture) ?? "-";
}

using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Reading;

/// <summary>
/// Reads a rule sheet off decisions by sequential covering (Michalski): again and again the row that does what was done in most of the decisions that are left, and seldom anything else; first
/// rows without, then rows with a condition on how full a step is. What is left goes to the order that fits it best.
/// </summary>
internal static class SheetInduction
{
    private static readonly string[] Orders = ["soonest", "oldest", "downstream", "upstream", "nearest"];

    public static ImmutableArray<SheetRow> Rows(TransferLine line, IReadOnlyList<(LineSimulation State, int Choice)> decisions, int most, CancellationToken cancellation)
    {
        if (decisions.Count == 0) return [new("take * by soonest", 0, 1)];
        var left = decisions.ToList();
        var rows = ImmutableArray.CreateBuilder<SheetRow>();
        var plain = Plain(line).Select(text => Parse(text, line)).ToList();
        var loads = Loads(line).ToList();
        while (left.Count > 0 && rows.Count < most - 1)
        {
            cancellation.ThrowIfCancellationRequested();
            var scored = plain.Select(row => Score(row, left)).Where(one => one.Covered > 0).OrderByDescending(one => one.Worth).Take(8).ToList();
            // The same rows where a step is so full.
            var narrowed = scored.Where(one => one.Right < one.Covered).SelectMany(one => loads.Select(load => Parse(one.Row.Text.Contains(" if ", StringComparison.Ordinal) ? Insert(one.Row.Text, $"and {load}") : Insert(one.Row.Text, $"if {load}"), line)));
            var best = scored.Concat(narrowed.Select(row => Score(row, left)).Where(one => one.Covered > 0)).OrderByDescending(one => one.Worth).FirstOrDefault();
            if (best.Row is null || best.Worth <= 0 || best.Right < 0.9 * best.Covered) break;
            rows.Add(new(best.Row.Text, best.Covered, best.Right / (double)best.Covered));
            left.RemoveAll(decision => Choice(best.Row.Rule, decision.State) is not null);
        }
        if (left.Count > 0 || !rows.Any(row => row.Text == "wait" || row.Text.StartsWith("take * by", StringComparison.Ordinal)))
        {
            var rest = Orders.Select(order => $"take * by {order}").Append("wait").Select(text => Score(Parse(text, line), left)).OrderByDescending(one => one.Right).First();
            rows.Add(new(rest.Row.Text, rest.Covered, rest.Covered == 0 ? 1 : rest.Right / (double)rest.Covered));
        }
        return rows.ToImmutable();
    }

    private static IEnumerable<string> Plain(TransferLine line)
    {
        // How long a robot may stand and wait: some seconds, or as long as one and two picks and places take it.
        var handling = (line.Robots[0].Pick.Max() + line.Robots[0].Place.Max()) / 1000;
        IEnumerable<string> waits = new[] { 0, 5, 15, handling, 2 * handling }.Distinct().Order().Select(seconds => $" if soon {seconds}");
        string[] conditions = ["", " if ready", .. waits, .. line.Robots.Any(robot => robot.Arms > 1) ? (string[])[" if swap", " if swap and ready", " if swap and soon 0"] : []];
        string[] places = ["*", "input", .. line.Robots.Any(robot => robot.Arms > 1) ? (string[])["arm"] : [], .. Enumerable.Range(1, line.LongestRecipe).Select(k => $"step-{k}")];
        foreach (var place in places)
            foreach (var condition in conditions)
                foreach (var order in place is "input" ? Orders[..1] : place is "*" or "arm" ? Orders : ["soonest", "oldest", "nearest"]) yield return $"take {place}{condition} by {order}";
        yield return "wait";
    }

    private static IEnumerable<string> Loads(TransferLine line)
    {
        for (var k = 1; k <= line.LongestRecipe; k++)
        {
            var places = line.Recipes.Where(recipe => recipe.Steps.Length >= k).SelectMany(recipe => recipe.Steps[k - 1].Stations).Distinct().Sum(s => Math.Min(6, line.Stations[s].Capacity));
            foreach (var count in Enumerable.Range(1, places).Where(count => count == 1 || count == places || places <= 4).Distinct())
            {
                yield return $"load step-{k} < {count}";
                yield return $"load step-{k} >= {count}";
            }
        }
    }

    private static string Insert(string text, string condition)
    {
        var at = text.IndexOf(" by ", StringComparison.Ordinal);
        return at < 0 ? $"{text} {condition}" : $"{text[..at]} {condition}{text[at..]}";
    }

    private static (string Text, RuleSheet Rule) Parse(string text, TransferLine line) => (text, RuleSheet.Read(TextInput.OfText(text, "sheet"), line));

    /// <summary>What a row alone would choose; null when it says nothing.</summary>
    private static int? Choice(RuleSheet row, LineSimulation state) => row.TryChoose(state, out var choice) ? choice : null;

    private static (RowOf Row, int Covered, int Right, double Worth) Score((string Text, RuleSheet Rule) row, List<(LineSimulation State, int Choice)> decisions)
    {
        var (covered, right) = (0, 0);
        foreach (var (state, made) in decisions)
        {
            if (Choice(row.Rule, state) is not { } choice) continue;
            covered++;
            if (choice == made) right++;
        }
        return (new(row.Text, row.Rule), covered, right, right - (6.0 * (covered - right)));
    }

    private sealed record RowOf(string Text, RuleSheet Rule);
}

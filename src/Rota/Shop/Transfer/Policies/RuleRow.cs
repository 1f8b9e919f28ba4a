using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>A row of a <see cref="RuleSheet"/>.</summary>
internal sealed class RuleRow
{
    private const int Any = -1, Input = -2, Output = -3, Arm = -4, Steps = -10;
    private static readonly string[] Orders = ["soonest", "oldest", "nearest", "downstream", "upstream"];
    private static readonly string[] Operators = ["<", "<=", "=", ">=", ">"];
    private readonly List<Func<LineSimulation, TransferCandidate, bool>> conditions = [];
    private int from = Any;
    private int to = Any;
    private string order = Orders[0];

    /// <summary>True for a row that lets the robot stand.</summary>
    public bool Waits { get; private init; }

    public static RuleRow Read(FieldReader fields, TransferLine line)
    {
        var first = fields.NextWord("take or wait");
        if (first is not ("take" or "wait")) throw fields.Error($"read '{first}', expected take or wait{Nearest.Hint(first, ["take", "wait"])}");
        var row = new RuleRow { Waits = first == "wait" };
        if (!row.Waits) row.from = Place(fields, line, "a station, input, arm or *");
        while (fields.TryNext(out var field))
        {
            var word = System.Text.Encoding.UTF8.GetString(field);
            switch (word)
            {
                case "to" when !row.Waits:
                    row.to = Place(fields, line, "a station, output or *");
                    break;
                case "if" or "and":
                    row.conditions.Add(Condition(fields, line, row.Waits));
                    break;
                case "by" when !row.Waits:
                    row.order = fields.NextWord("an order");
                    if (!Orders.Contains(row.order)) throw fields.Error($"read '{row.order}', expected {string.Join(", ", Orders)}{Nearest.Hint(row.order, Orders)}");
                    break;
                default:
                    throw fields.Error($"read '{word}', expected to, if, and, or by{Nearest.Hint(word, ["to", "if", "and", "by"])}");
            }
        }
        return row;
    }

    public bool Holds(LineSimulation line, TransferCandidate move) => conditions.TrueForAll(condition => condition(line, move));

    public bool Fits(LineSimulation line, TransferCandidate move) => (from == Arm ? move.Source < 0 : Matches(line, from, move.Source, RuleView.Stage(line, move))) && Matches(line, to, move.Target, RuleView.Stage(line, move) + 1) && Holds(line, move);

    public long Key(LineSimulation line, TransferCandidate move) => order switch
    {
        "oldest" => RuleView.Done(line, move),
        "nearest" => move.Travel,
        "downstream" => -RuleView.Stage(line, move),
        "upstream" => RuleView.Stage(line, move),
        _ => move.Ready,
    };

    private static bool Matches(LineSimulation line, int wanted, int place, int step) => wanted switch
    {
        <= Steps => place >= 0 && step == Steps - wanted && line.Line.Stations[place].Kind != StationKind.Output,
        Any => true,
        Input => place >= 0 && line.Line.Stations[place].Kind == StationKind.Input,
        Output => place >= 0 && line.Line.Stations[place].Kind == StationKind.Output,
        _ => wanted == place,
    };

    private static Func<LineSimulation, TransferCandidate, bool> Condition(FieldReader fields, TransferLine line, bool waits)
    {
        var word = fields.NextWord("a condition");
        switch (word)
        {
            case "ready" when !waits:
                return RuleView.IsReady;
            case "swap" when !waits:
                return (_, move) => move.Swaps;
            case "soon" when !waits:
                var limit = 1000 * fields.NextInteger("seconds", 0, 1_000_000);
                return (state, move) => move.Ready - state.Now - move.Travel <= limit;
            case "load":
                var station = Place(fields, line, "a station");
                if (station is < 0 and > Steps) throw fields.Error("expected a station or a step");
                var sign = fields.NextWord("an operator");
                if (!Operators.Contains(sign)) throw fields.Error($"read '{sign}', expected {string.Join(", ", Operators)}");
                var count = fields.NextInteger("plates", 0, 1_000_000);
                ImmutableArray<int> places = station >= 0 ? [station] : [.. line.Recipes.Where(recipe => Steps - station < recipe.Steps.Length).SelectMany(recipe => recipe.Steps[Steps - station].Stations).Distinct()];
                return (state, _) =>
                {
                    var load = 0;
                    foreach (var place in places) load += state.Load(place);
                    return sign switch { "<" => load < count, "<=" => load <= count, "=" => load == count, ">=" => load >= count, _ => load > count };
                };
            default:
                string[] known = waits ? ["load"] : ["ready", "soon", "swap", "load"];
                throw fields.Error($"read '{word}', expected {string.Join(", ", known)}{Nearest.Hint(word, known)}");
        }
    }

    private static int Place(FieldReader fields, TransferLine line, string what)
    {
        var word = fields.NextWord(what);
        ImmutableArray<string> names = [.. line.Stations.Select(station => station.Name)];
        return word switch
        {
            "*" => Any,
            "input" => Input,
            "output" => Output,
            "arm" => Arm,
            _ when names.IndexOf(word) is var index and >= 0 => index,
            _ when word.StartsWith("step-", StringComparison.Ordinal) && int.TryParse(word.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= line.LongestRecipe => Steps - number + 1,
            _ => throw fields.Error($"unknown station '{word}'{Nearest.Hint(word, names)}"),
        };
    }
}

using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>A row of a <see cref="RuleSheet"/>.</summary>
internal sealed class RuleRow
{
    private const int Any = -1, Input = -2, Output = -3, Arm = -4;
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

    public bool Fits(LineSimulation line, TransferCandidate move) => Matches(line, from, move.Source < 0 ? Arm : move.Source) && Matches(line, to, move.Target) && Holds(line, move);

    public long Key(LineSimulation line, TransferCandidate move) => order switch
    {
        "oldest" => RuleView.Done(line, move),
        "nearest" => move.Travel,
        "downstream" => -RuleView.Stage(line, move),
        "upstream" => RuleView.Stage(line, move),
        _ => move.Ready,
    };

    private static bool Matches(LineSimulation line, int wanted, int place) => wanted switch
    {
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
                if (station < 0) throw fields.Error("expected a station");
                var sign = fields.NextWord("an operator");
                if (!Operators.Contains(sign)) throw fields.Error($"read '{sign}', expected {string.Join(", ", Operators)}");
                var count = fields.NextInteger("plates", 0, 1_000_000);
                return (state, _) => sign switch
                {
                    "<" => state.Load(station) < count,
                    "<=" => state.Load(station) <= count,
                    "=" => state.Load(station) == count,
                    ">=" => state.Load(station) >= count,
                    _ => state.Load(station) > count,
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
            _ => names.IndexOf(word) is var index and >= 0 ? index : throw fields.Error($"unknown station '{word}'{Nearest.Hint(word, names)}"),
        };
    }
}

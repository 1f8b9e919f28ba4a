using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>The two columns that say which turn of which program a row is; turns of a program stand in their order, others may stand between.</summary>
internal sealed class TurnColumns(CsvText csv, string programName, string turnName = "turn")
{
    private readonly int program = csv.Get(programName);
    private readonly int turn = csv.Get(turnName);

    public (string Program, int Turn) Read(TraceBuilder trace)
    {
        var name = csv.Text(program, $"a {programName}");
        if (name.Length == 0) throw csv.Error(program, $"an empty field, expected a {programName}");
        var number = (int)csv.Integer(turn, $"a {turnName}", 0, int.MaxValue);
        if (trace.Find(name) is { } open && number <= open.Turn)
            throw csv.Error(turn, $"{turnName} {number} of '{name}' stands behind {turnName} {open.Turn}, expected {open.Turn + 1}");
        return (name, number);
    }
}

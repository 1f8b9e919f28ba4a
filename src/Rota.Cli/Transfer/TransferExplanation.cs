using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Formats;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Reading;
using Rota.Shop.Transfer.Rehearsal;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Cli.Transfer;

/// <summary>What <c>explain</c> says of a line of robots: what a policy does in which situations, which rules it is like, and a rule sheet that can be run and edited in its place.</summary>
internal sealed class TransferExplanation
{
    private const int Shown = 16, Days = 3, Plates = 200;
    private readonly Option<string?> policy = TypedOption.Text("--policy", "NAME", "of a line of robots: whose choices are put into words (default learned)");
    private readonly Option<string?> sheet = TypedOption.Text("--sheet", "FILE", "of a line of robots: write the rule sheet that does nearly the same; rota rehearse --policies sheet:FILE runs it");

    public TransferExplanation(Command command)
    {
        command.Options.Add(policy);
        command.Options.Add(sheet);
    }

    /// <summary>True for a file that describes a line.</summary>
    public static bool Recognises(string name) => File.Exists(FileOf(name)) && LineFiles.Recognises(FileOf(name));

    /// <summary>Explains; 0 when all went well.</summary>
    public int Print(Terminal terminal, string name, ParseResult parse, bool json)
    {
        var path = FileOf(name);
        var line = LineFiles.Read(TextInput.Open(path), name.Length > path.Length ? name[(path.Length + 1)..] : null);
        var own = TransferRehearsal.Find(parse.GetValue(policy) ?? "learned", line, TransferRehearse.Further);
        var file = parse.GetValue(sheet) is { } target ? new OutputFile(target) : null;
        var reading = PolicyReading.Of(line, own, cancellation: terminal.Interruption.Token);
        var written = RuleSheet.Read(TextInput.OfText(reading.SheetText, "sheet"), line);
        var (mine, its) = (Figure(line, own, terminal.Interruption.Token), Figure(line, written, terminal.Interruption.Token));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"# {own.Name} on {line.Name}: the same in {reading.Agreement:P1} of {reading.Decisions} decisions; {Unit(line)}: sheet {its:0.00}, {own.Name} {mine:0.00}\n{reading.SheetText}");
        file?.Write(text);
        if (json) terminal.Out.Write(Json(reading, text, mine, its));
        else Show(terminal, reading, text, mine, its);
        if (!json && file is not null) terminal.Line($"written to {file.Path}");
        return ExitCode.Ok;
    }

    private static string FileOf(string name) => !File.Exists(name) && name.LastIndexOf('#') is var hash and > 0 ? name[..hash] : name;

    private static double Figure(TransferLine line, ITransferPolicy policy, CancellationToken cancellation)
    {
        var lot = !line.Arrivals.Lot.IsEmpty;
        return Enumerable.Range(1, Days).Average(seed =>
        {
            var result = LineRehearsal.Run(line, policy, (ulong)seed, lot ? null : Plates, null, cancellation);
            return lot ? result.Makespan : result.Throughput;
        });
    }

    private static string Unit(TransferLine line) => line.Arrivals.Lot.IsEmpty ? "plates an hour" : "makespan in s";

    private static void Show(Terminal terminal, PolicyReading reading, string text, double mine, double its)
    {
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{reading.Line.Name}: {reading.Policy} in {Words.Count(reading.Decisions, "decision")} with a choice"));
        terminal.Line("it is most like " + string.Join(", ", reading.Rules.Take(4).Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Rule} (the same in {rule.Agreement:P0})"))));
        terminal.Line();
        terminal.Line("what may be done -> what it does, share of the decisions, how often just that");
        foreach (var row in reading.Classes.Take(Shown))
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {row.State} -> {row.Choice}, {100.0 * row.Decisions / reading.Decisions:0.0} %, {row.Agreement:P0}"));
        if (reading.Classes.Length > Shown)
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {reading.Classes.Length - Shown} rarer situations, {100.0 * reading.Classes.Skip(Shown).Sum(row => row.Decisions) / reading.Decisions:0.0} %"));
        terminal.Line();
        terminal.Line("as a rule sheet (decisions each row makes, how often the policy does the same):");
        foreach (var row in reading.Sheet) terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  {row.Text,-48} {row.Decisions,6} {row.Agreement,6:P0}"));
        terminal.Line(string.Create(CultureInfo.InvariantCulture, $"the sheet does the same in {reading.Agreement:P1}; {Unit(reading.Line)}: sheet {its:0.00}, {reading.Policy} {mine:0.00}"));
    }

    private static string Json(PolicyReading reading, string text, double mine, double its) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("line", reading.Line.Name);
        json.WriteString("policy", reading.Policy);
        json.WriteNumber("decisions", reading.Decisions);
        json.WriteStartArray("situations");
        foreach (var row in reading.Classes)
        {
            json.WriteStartObject();
            json.WriteString("state", row.State);
            json.WriteString("choice", row.Choice);
            json.WriteNumber("decisions", row.Decisions);
            json.WriteNumber("agreement", row.Agreement);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("rules");
        foreach (var (rule, agreement) in reading.Rules) json.WriteNumber(rule, agreement);
        json.WriteEndObject();
        json.WriteString("sheet", text);
        json.WriteNumber("sheet_agreement", reading.Agreement);
        json.WriteString("figure", Unit(reading.Line));
        json.WriteNumber("policy_figure", mine);
        json.WriteNumber("sheet_figure", its);
        json.WriteEndObject();
    });
}

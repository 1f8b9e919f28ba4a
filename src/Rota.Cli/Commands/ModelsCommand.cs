using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Learning.Files;
using Spectre.Console;

namespace Rota.Cli.Commands;

/// <summary><c>models</c>: the policy files at hand and their cards.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("folder") { Description = "where policy files are", DefaultValueFactory = _ => "models", Arity = ArgumentArity.ZeroOrOne };
        var json = TypedOption.Flag("--json", "print the cards as a JSON array");
        var command = new Command("models", "list learnt policies and where they come from: command, seed, data, learner, licence") { folder, json };
        command.SetAction(parse =>
        {
            var found = Find(parse.GetValue(folder)!);
            if (parse.GetValue(json)) terminal.Out.Write(Json(found));
            else Print(terminal, found, parse.GetValue(folder)!);
        });
        return command;
    }

    private static List<(string Path, PolicyCard Card)> Find(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        var found = new List<(string, PolicyCard)>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var file = Safetensors.Read(path);
            // Checkpoints of trainings and other people's tensors are no policies.
            if (file.Word("rota_policy") is not null) found.Add((path, PolicyFile.Card(file, path)));
        }
        return found;
    }

    private static void Print(Terminal terminal, List<(string Path, PolicyCard Card)> found, string folder)
    {
        if (found.Count == 0)
        {
            terminal.Line($"no policy under {folder}; ./rota train in a checkout makes one");
            return;
        }
        var table = Terminal.NewTable("file", "policy", "cost, validation", "made by", "data", "licence");
        foreach (var (path, card) in found)
        {
            var cost = card.Curve.IsEmpty ? "" : card.Curve.Min(point => point.Cost).ToString("G6", CultureInfo.InvariantCulture);
            table.AddRow([.. new[] { path, card.Name, cost, card.Command, card.Data, card.Licence }.Select(Markup.Escape)]);
        }
        terminal.Draw(table);
    }

    private static string Json(List<(string Path, PolicyCard Card)> found) => ResultJson.Text(json =>
    {
        json.WriteStartArray();
        foreach (var (path, card) in found)
        {
            json.WriteStartObject();
            json.WriteString("file", path);
            json.WriteString("name", card.Name);
            json.WriteString("command", card.Command);
            json.WriteNumber("seed", card.Seed);
            json.WriteString("data", card.Data);
            json.WriteString("learner", card.Learner);
            json.WriteString("licence", card.Licence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}

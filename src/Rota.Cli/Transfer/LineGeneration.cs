using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Generators;

namespace Rota.Cli.Transfer;

/// <summary>What <c>generate line</c> makes: lines of stations that transfer robots serve.</summary>
internal static class LineGeneration
{
    private static readonly string[] Kinds = ["reference", "tandem", "random"];

    public static Command Create(Terminal terminal)
    {
        var kind = TypedOption.Text("--kind", "NAME", "reference (the six lines of the study, default), tandem (two robots and a buffer), random").Suggesting(Kinds);
        var row = TypedOption.Number("--row", $"reference: which line, 1 to {ReferenceLines.Count} (default 5)", 1, ReferenceLines.Count);
        var arms = TypedOption.Number("--arms", "reference, tandem: arms of a robot, 1 or 2 (default 1)", 1, 2);
        var noise = TypedOption.Real("--noise", "reference, tandem: share by which process times stray (default 0)", 0, 0.9);
        var seed = TypedOption.Number("--seed", "random: the same seed makes the same line (default 1)", 0, long.MaxValue);
        var output = TypedOption.Text("--out", "FILE", "file to write (default: standard output)");
        var command = new Command("line", "a line of stations and transfer robots, for rehearse") { kind, row, arms, noise, seed, output };
        command.SetAction(parse =>
        {
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            var line = (parse.GetValue(kind) ?? "reference") switch
            {
                "reference" => ReferenceLines.Create((int)(parse.GetValue(row) ?? 5) - 1, (int)(parse.GetValue(arms) ?? 1), parse.GetValue(noise) ?? 0),
                "tandem" => TandemLine.Create(new() { Arms = (int)(parse.GetValue(arms) ?? 1), Noise = parse.GetValue(noise) ?? 0 }),
                "random" => RandomLines.Create((ulong)(parse.GetValue(seed) ?? 1)),
                var other => throw new RotaException($"unknown kind '{other}'{Suggestion.Of(other, Kinds)}"),
            };
            using var text = new StringWriter { NewLine = "\n" };
            LineFiles.Write(line, text);
            if (file is null) terminal.Out.Write(text.ToString());
            else
            {
                file.Write(text.ToString());
                terminal.Line($"{line.Name}: {Words.Count(line.Stations.Length, "station")}, {Words.Count(line.Robots.Length, "robot")}; written to {file.Path}");
            }
            return ExitCode.Ok;
        });
        return command;
    }
}

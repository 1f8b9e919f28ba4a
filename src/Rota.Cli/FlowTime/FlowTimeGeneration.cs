using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.SingleMachine.FlowTime.Formats;
using Rota.SingleMachine.FlowTime.Generators;

namespace Rota.Cli.FlowTime;

/// <summary>What <c>generate</c> makes of jobs that reveal their work one operation at a time.</summary>
internal static class FlowTimeGeneration
{
    private static readonly (string Name, FlowFamily Family)[] Families =
    [
        ("uniform-tests", FlowFamily.UniformTests), ("creep", FlowFamily.Creep), ("liar", FlowFamily.Liar), ("geometric", FlowFamily.Geometric),
        ("descending", FlowFamily.Descending), ("random", FlowFamily.Random),
    ];

    public static Command Create(Terminal terminal)
    {
        var usual = new FlowFamilyOptions();
        var family = TypedOption.Create<FlowFamily?>("--family", "NAME", $"{string.Join(", ", Families.Select(f => f.Name))} (default creep)", text => Family(text)).Suggesting(Families.Select(f => f.Name));
        var jobs = TypedOption.Number("--jobs", $"jobs before the flood (default {usual.Jobs})", 1, 1_000_000);
        var operations = TypedOption.Number("--operations", $"operations of a job, or the most of them (default {usual.Operations})", 1, 1000);
        var size = TypedOption.Number("--size", $"length of the first operation (default {usual.Size})", 1, 1_000_000);
        var flood = TypedOption.Number("--flood", $"unit jobs that freeze the backlog (default {usual.Flood})", 0, 5_000_000);
        var seed = TypedOption.Number("--seed", "the same seed makes the same random jobs (default 1)", 0, long.MaxValue);
        var format = TypedOption.Text("--format", "NAME", "chains (default) or chains-csv").Suggesting(["chains", "chains-csv"]);
        var output = TypedOption.Text("--out", "FILE", "file to write (default: standard output)");
        var command = new Command("flow-time", "jobs that reveal their work one operation at a time: families that tell policies apart") { family, jobs, operations, size, flood, seed, format, output };
        command.SetAction(parse =>
        {
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            var problem = FlowFamilies.Create(new()
            {
                Family = parse.GetValue(family) ?? usual.Family,
                Jobs = (int)(parse.GetValue(jobs) ?? usual.Jobs),
                Operations = (int)(parse.GetValue(operations) ?? usual.Operations),
                Size = (int)(parse.GetValue(size) ?? usual.Size),
                Flood = (int)(parse.GetValue(flood) ?? usual.Flood),
                Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
            });
            using var text = new StringWriter { NewLine = "\n" };
            FlowTimeFiles.Write(problem, parse.GetValue(format), text);
            if (file is null) terminal.Out.Write(text.ToString());
            else
            {
                file.Write(text.ToString());
                terminal.Line($"{problem.Name}: {Words.Count(problem.Jobs.Length, "job")}; written to {file.Path}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static FlowFamily Family(string text)
    {
        foreach (var (name, family) in Families)
            if (name == text) return family;
        throw new RotaException($"unknown family '{text}'{Suggestion.Of(text, Families.Select(f => f.Name))}");
    }
}

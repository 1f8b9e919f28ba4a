using System.CommandLine;
using Rota.Cli.Demo;
using Rota.Cli.Input;

namespace Rota.Cli.Commands;

/// <summary><c>demo</c>: what the tool can do, on data inside it, in less than two minutes.</summary>
internal static class DemoCommand
{
    private const string DefaultFile = "rota-demo.html";

    private static readonly TimeSpan DefaultTime = TimeSpan.FromSeconds(15);

    public static Command Create(Terminal terminal)
    {
        var time = TypedOption.Time("--time", "time of each contender (default 15s)");
        var output = TypedOption.Text("--out", "FILE.html", $"the page to write (default {DefaultFile} in this folder)");
        var command = new Command("demo", "watch a benchmark shop being planned and compared; writes a page (under 2 minutes)") { time, output };
        command.SetAction(parse =>
        {
            var page = DemoPage.Create(parse.GetValue(output) ?? DefaultFile);
            return Play(terminal, new(parse.GetValue(time) ?? DefaultTime, Environment.ProcessorCount), page);
        });
        return command;
    }

    private static int Play(Terminal terminal, DemoOptions options, DemoPage page)
    {
        using var saving = terminal.Interruption.Graceful();
        var length = DemoActs.All.Aggregate(TimeSpan.Zero, (sum, act) => sum + act.Length(options));
        terminal.Line($"The demo takes about {Duration.Write(length)}; Ctrl-C ends it and keeps what there is.");
        var scenes = new List<DemoScene>();
        foreach (var act in DemoActs.All)
        {
            if (terminal.Interruption.Token.IsCancellationRequested) break;
            terminal.Line();
            terminal.Line($"{scenes.Count + 1}. {act.Title}");
            if (act.Play(terminal, options) is { } scene) scenes.Add(scene);
        }
        if (scenes.Count == 0) throw new OperationCanceledException();
        page.Write(scenes);
        terminal.Line();
        terminal.Line($"The schedule, the table and the curves are in {page.Path}: open it in a browser.");
        if (terminal.Interruption.Token.IsCancellationRequested) return ExitCode.Cancelled;
        terminal.Line("Next: rota solve ta21 --out plan.json, then rota explain plan.json --job 17; your own files: rota formats");
        return ExitCode.Ok;
    }
}

using System.Globalization;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Cli.Planning.Projects;
using Rota.Projects;
using Rota.Projects.Generators;
using Rota.Rendering;
using Rota.Solving;

namespace Rota.Cli.Demo;

/// <summary>A project of 120 tasks on four scarce resources: a priority rule, and genetic search beside constraint programming.</summary>
internal sealed class ProjectAct : IDemoAct
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    private static readonly string[] Contenders = ["rules", "portfolio"];

    public string Title => "a project of 120 tasks on scarce resources";

    public TimeSpan Length(DemoOptions options) => Time;

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        var instance = new SourcedInstance(new ProjectInstance(Project()), "demo");
        terminal.Line($"{instance.Instance.Words}; every task waits for those before it and for units of what it needs.");
        terminal.Out.Flush();
        var runs = new List<PlanRun>();
        foreach (var name in Contenders)
        {
            using var progress = new ProgressLine(terminal, name.PadRight(10), header: runs.Count == 0);
            var run = PlanRun.Execute(name, instance, Limit.Time(Time), 1, options.Workers, progress, terminal.Interruption.Token);
            if (terminal.Interruption.Token.IsCancellationRequested) break;
            runs.Add(run);
        }
        var found = runs.Where(run => run.Solution.Answer is not null).ToList();
        if (found.Count == 0) return null;
        var best = found.MinBy(run => run.Solution.Objective)!;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Priority rules end at {found[0].Solution.Objective}; {best.Solution.Solver} at {best.Solution.Objective} within {Duration.Write(Time)}, and nothing ends before {best.Bound}.");
        terminal.Line(text);
        var title = $"a project: {instance.Instance.Words}";
        return new(title, [PageSection.Text("A project on scarce resources", text), .. instance.Instance.Pictures(best.Solution.Answer!)], best);
    }

    private static ProjectProblem Project() => ProjectGenerator.Create(new() { Tasks = 120, ResourceFactor = 0.75, Seed = 7, Name = "project" });
}

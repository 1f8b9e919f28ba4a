using System.CommandLine;
using Rota.Cli.Input;
using Rota.Projects.Formats;
using Rota.Projects.Generators;

namespace Rota.Cli.Planning.Projects;

/// <summary>What generate makes of projects: random networks after ProGen's measures.</summary>
internal static class ProjectGeneration
{
    public static Command Command(Terminal terminal)
    {
        var usual = new ProjectGeneratorOptions();
        var tasks = TypedOption.Number("--tasks", $"number of tasks (default {usual.Tasks})", 1, 100_000);
        var resources = TypedOption.Number("--resources", $"number of resources (default {usual.Resources})", 0, 100);
        var complexity = TypedOption.Real("--complexity", $"links a task (default {usual.NetworkComplexity})", 0, 1000);
        var factor = TypedOption.Real("--resource-factor", $"share of the resources a task needs (default {usual.ResourceFactor})", 0, 1);
        var strength = TypedOption.Real("--resource-strength", $"0: as scarce as can be, 1: never short (default {usual.ResourceStrength})", 0, 1);
        var duration = TypedOption.Number("--max-duration", $"longest duration (default {usual.MaxDuration})", 1, 1_000_000);
        var modes = TypedOption.Number("--modes", "ways to do a task (default 1)", 1, 20);
        var downtimes = TypedOption.Number("--downtimes", "downtimes of each resource (default 0)", 0, 1000);
        var pausing = TypedOption.Real("--pausing", "share of the tasks that pause over downtimes (default 0)", 0, 1);
        var seed = TypedOption.Number("--seed", "the same seed makes the same project (default 1)", 0, long.MaxValue);
        var command = new Command("project", "a random project with limited resources (RCPSP), with modes, downtimes and pauses")
        {
            tasks, resources, complexity, factor, strength, duration, modes, downtimes, pausing, seed,
        };
        var writing = new InstanceWriting(command, ProjectDomain.Instance, ProjectJsonFormat.FormatName);
        command.SetAction(parse => writing.Write(terminal, parse, () => ProjectGenerator.Create(usual with
        {
            Tasks = (int)(parse.GetValue(tasks) ?? usual.Tasks),
            Resources = (int)(parse.GetValue(resources) ?? usual.Resources),
            NetworkComplexity = parse.GetValue(complexity) ?? usual.NetworkComplexity,
            ResourceFactor = parse.GetValue(factor) ?? usual.ResourceFactor,
            ResourceStrength = parse.GetValue(strength) ?? usual.ResourceStrength,
            MaxDuration = (int)(parse.GetValue(duration) ?? usual.MaxDuration),
            Modes = (int)(parse.GetValue(modes) ?? usual.Modes),
            Downtimes = (int)(parse.GetValue(downtimes) ?? usual.Downtimes),
            PausingShare = parse.GetValue(pausing) ?? usual.PausingShare,
            Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
        }), ProjectFiles.Write, ProjectInstance.WordsOf));
        return command;
    }
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>What the benchmark formats share: tasks and resources without names, and faults of the whole file told at a line of it.</summary>
internal static class FileProjects
{
    /// <summary>Most tasks or resources that a file may claim.</summary>
    public const int Most = 1_000_000;

    /// <summary>Largest time or amount in these files.</summary>
    public const long Largest = 1L << 40;

    /// <summary>The project, with what is wrong with it as a whole told at a line.</summary>
    public static ProjectProblem Problem(
        TextInput input, int line, ImmutableArray<ProjectResource> resources, ImmutableArray<ProjectTask> tasks, ImmutableArray<ProjectLink> links, bool servable = true)
    {
        try
        {
            var problem = new ProjectProblem(InstanceNames.OfFile(input.Name, "project"), resources, tasks, links, origin: input.Name == "-" ? "standard input" : input.Name);
            return servable && problem.Unservable is { } fault ? throw new RotaException($"{problem.Name}: {fault}") : problem;
        }
        catch (RotaException e) when (e is not InputException)
        {
            throw new InputException(input.Name, line, 0, e.Message);
        }
    }

    /// <summary>Why a project cannot be written in a format of plain numbers; null when it can. Ids and names do not matter.</summary>
    public static string? Refusal(ProjectProblem problem, bool modes, bool lags)
    {
        if (!modes && problem.IsMultiMode) return "tasks with a choice of modes";
        if (!modes && problem.Resources.Any(resource => !resource.Renewable)) return "resources that are not renewable";
        if (problem.Resources.Any(resource => !resource.Windows.IsDefaultOrEmpty || resource.Calendar is not null)) return "downtimes and calendars";
        if (!problem.Exclusive.IsEmpty) return "exclusive tasks";
        if (problem.Tasks.Any(task => task.Release != 0 || task.Due is not null)) return "release times and deadlines";
        if (lags) return problem.Links.All(link => !link.ToEnd) ? null : "links to the end of a task";
        return problem.Links.All(link => link is { Lag: 0, Kind: LinkKind.FinishToStart }) ? null : "links with lags";
    }
}

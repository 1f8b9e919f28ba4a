using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects;

/// <summary>
/// A project: tasks with modes, links with lags, release times and deadlines, renewable resources with downtimes and calendars, stocks, and tasks that must not overlap. The
/// last task's end (the makespan) is minimised. Tasks and resources are numbered from 0. Validated once; solvers trust it.
/// </summary>
public sealed class ProjectProblem
{
    private readonly CapacitySteps[] capacities;
    private readonly WorkingTime[][] working;

    /// <summary>Validates and compiles.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="resources">The resources; may be empty.</param>
    /// <param name="tasks">The tasks, at least one.</param>
    /// <param name="links">Links between tasks; repeated ones are dropped with a note.</param>
    /// <param name="exclusive">Sets of at least two tasks of which no two may overlap.</param>
    /// <param name="calendars">The calendars that resources name.</param>
    /// <param name="unit">Unit of time, for display.</param>
    /// <param name="origin">Where the instance came from (file or generator), for display.</param>
    /// <param name="meta">Text of a JSON object that travels with the instance; null for none.</param>
    /// <param name="horizon">Time until which calendars are unrolled; null to derive it.</param>
    /// <exception cref="RotaException">
    /// A number out of range, an id that comes twice, a circle of precedence (the message prints one), a window that is too short.
    /// </exception>
    public ProjectProblem(
        string name,
        ImmutableArray<ProjectResource> resources,
        ImmutableArray<ProjectTask> tasks,
        ImmutableArray<ProjectLink> links = default,
        ImmutableArray<ImmutableArray<int>> exclusive = default,
        ImmutableArray<ProjectCalendar> calendars = default,
        string unit = "time units",
        string? origin = null,
        string? meta = null,
        long? horizon = null)
    {
        Name = name;
        Origin = origin ?? name;
        Unit = unit;
        Meta = meta;
        Resources = resources.IsDefault ? [] : resources;
        Tasks = tasks.IsDefault ? [] : tasks;
        Exclusive = exclusive.IsDefault ? [] : exclusive;
        Calendars = calendars.IsDefault ? [] : calendars;
        var notes = ImmutableArray.CreateBuilder<string>();
        Links = ProjectValidation.Check(this, links.IsDefault ? [] : links, notes);
        Notes = notes.ToImmutable();
        Horizon = horizon ?? ProjectCompilation.Horizon(this);
        IsRecurring = Resources.Any(resource => resource.Calendar is not null);
        capacities = [.. Resources.Select(resource => ProjectCompilation.Capacity(this, resource))];
        working = ProjectCompilation.Working(this, capacities);
        IsMultiMode = Tasks.Any(task => task.Modes.Length > 1);
        IsPlain = !IsMultiMode && !IsRecurring && Exclusive.IsEmpty && Links.All(link => link is { Lag: 0, Kind: LinkKind.FinishToStart })
            && Unservable is null && Tasks.All(task => task.Release == 0 && task.Due is null) && Resources.All(resource => resource.Renewable && resource.Windows.IsDefaultOrEmpty);
    }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>Where the instance came from, for display.</summary>
    public string Origin { get; }

    /// <summary>Unit of time, for display.</summary>
    public string Unit { get; }

    /// <summary>Text of a JSON object that travels with the instance; null for none.</summary>
    public string? Meta { get; }

    /// <summary>The resources, numbered from 0.</summary>
    public ImmutableArray<ProjectResource> Resources { get; }

    /// <summary>The tasks, numbered from 0.</summary>
    public ImmutableArray<ProjectTask> Tasks { get; }

    /// <summary>The links, none twice.</summary>
    public ImmutableArray<ProjectLink> Links { get; }

    /// <summary>Sets of tasks of which no two may overlap in time, pauses included.</summary>
    public ImmutableArray<ImmutableArray<int>> Exclusive { get; }

    /// <summary>The calendars that resources name.</summary>
    public ImmutableArray<ProjectCalendar> Calendars { get; }

    /// <summary>What was put right or looks odd, in words: windows that overlap, links that come twice.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>
    /// A time by which some schedule surely ends where there are neither deadlines nor maximal lags. Calendars are unrolled until then and closed after: no task may end later.
    /// </summary>
    public long Horizon { get; }

    /// <summary>True when some resource follows a calendar.</summary>
    public bool IsRecurring { get; }

    /// <summary>True when some task has a choice of modes.</summary>
    public bool IsMultiMode { get; }

    /// <summary>True for the textbook problem: one mode a task, plain precedence, constant capacities, nothing else.</summary>
    public bool IsPlain { get; }

    /// <summary>A renewable resource's capacity over time; of a stock, its units.</summary>
    public CapacitySteps Capacity(int resource) => capacities[resource];

    /// <summary>When a task in a mode may be at work.</summary>
    public WorkingTime WorkingTime(int task, int mode) => working[task][mode];

    /// <summary>When a task in a mode that starts at a time has ended; <see cref="long.MaxValue"/> when it never does.</summary>
    public long End(int task, int mode, long start)
    {
        var duration = Tasks[task].Modes[mode].Duration;
        return Tasks[task].Pauses ? working[task][mode].End(start, duration) : start + duration;
    }

    /// <summary>A task that asks more of a renewable resource than there ever is, in every mode, in words: then there is no schedule. Null when there is none.</summary>
    public string? Unservable => ProjectValidation.Unservable(this);

    /// <summary>The number of a task.</summary>
    /// <exception cref="RotaException">No such task; the message names the nearest.</exception>
    public int TaskNumber(string id)
    {
        for (var i = 0; i < Tasks.Length; i++)
            if (Tasks[i].Id == id) return i;
        throw new RotaException($"{Name} has no task '{id}'{Nearest.Hint(id, Tasks.Select(task => task.Id))}");
    }

    /// <summary>The same project without some of its constraints.</summary>
    public ProjectProblem Without(ConstraintFamilies families) => ProjectCompilation.Without(this, families);
}

using System.Collections.Immutable;
using Rota.Projects.Solvers;

namespace Rota.Projects.Explain;

/// <summary>Says in words why a schedule is as it is: what holds a task, and the chain of tasks, each held by the one before, that decides when the project ends.</summary>
public static class ProjectExplanation
{
    private const int MostNamed = 4;

    /// <summary>Why a task does not start earlier, and what holds those that hold it, one step back.</summary>
    /// <param name="problem">The project.</param>
    /// <param name="schedule">A schedule the checker accepts.</param>
    /// <param name="task">The task's number.</param>
    /// <exception cref="RotaException">No such task.</exception>
    public static ProjectReasons OfTask(ProjectProblem problem, ProjectSchedule schedule, int task)
    {
        if ((uint)task >= (uint)problem.Tasks.Length) throw new RotaException($"{problem.Name} has no task number {task}, expected 0 to {problem.Tasks.Length - 1}");
        var own = Reason(problem, schedule, task);
        var before = own.Causes.Where(cause => cause != task).Take(MostNamed).Select(cause => Reason(problem, schedule, cause)).OrderBy(reason => schedule.Starts[reason.Task]);
        var notes = ImmutableArray.CreateBuilder<string>();
        if (problem.Tasks[task].Pauses && schedule.Segments(problem, task).ToList() is { Count: > 1 } segments) notes.Add($"it pauses: it is at work in {string.Join(", ", segments)}");
        if (problem.Tasks[task].Due is { } due) notes.Add($"its deadline is {due}, {due - schedule.End(problem, task)} after its end");
        return new(Summary(problem, schedule, task), [.. before, own], notes.ToImmutable());
    }

    /// <summary>The chain of tasks, each held by the one before it, that ends with the last task of the project: shorten or move one of these, or nothing changes.</summary>
    public static ProjectReasons Chain(ProjectProblem problem, ProjectSchedule schedule)
    {
        var last = Enumerable.Range(0, problem.Tasks.Length).MaxBy(i => (schedule.End(problem, i), problem.Tasks[i].ShortestDuration));
        var (chain, seen) = (new List<TaskReason>(), new HashSet<int>());
        for (var task = last; task >= 0 && seen.Add(task);)
        {
            var reason = Reason(problem, schedule, task);
            chain.Add(reason);
            task = reason.Binding is TaskBinding.Nothing or TaskBinding.Release or TaskBinding.Downtime || reason.Causes.IsEmpty
                ? -1
                : reason.Causes.MaxBy(cause => (schedule.End(problem, cause) <= schedule.Starts[task], schedule.End(problem, cause)));
        }
        chain.Reverse();
        var (bound, why) = ProjectBounds.Best(problem);
        var notes = ImmutableArray.CreateBuilder<string>();
        var held = chain.Where(reason => reason.Resource is not null).GroupBy(reason => reason.Resource!).OrderByDescending(group => group.Count()).Take(MostNamed).ToList();
        if (held.Count > 0) notes.Add($"on the chain, {string.Join(", ", held.Select(group => $"{group.Count()} of {chain.Count} tasks wait for {group.Key}"))}");
        notes.Add($"no schedule ends before {bound}: {why}");
        return new($"the project ends at {schedule.Makespan(problem)} with task {problem.Tasks[last].Title}", [.. chain], notes.ToImmutable());
    }

    private static TaskReason Reason(ProjectProblem problem, ProjectSchedule schedule, int task)
    {
        var start = schedule.Starts[task];
        var (ready, endFloor, tie) = Ready(problem, schedule, task);
        var around = new Surroundings(problem, schedule, task);
        var earliest = around.EarliestFit(ready, endFloor);
        var head = $"task {problem.Tasks[task].Title} [{start}, {schedule.End(problem, task)}){ModeWords(problem, schedule, task)}: ";
        if (earliest < start) return new(task, TaskBinding.Nothing, ready, earliest, [], null, head + $"could start at {earliest}, {start - earliest} earlier, and nothing else would move");
        if (start <= ready || around.ClashAt(start - 1) is not { } clash)
        {
            return tie is { } link
                ? new(task, TaskBinding.Link, ready, earliest, [link.From], null, head + LinkWords(problem, schedule, link))
                : new(task, TaskBinding.Release, ready, earliest, [], null, head + (problem.Tasks[task].Release == 0 ? "starts at once" : $"starts when it is released, at {problem.Tasks[task].Release}"));
        }
        if (clash.Rival >= 0)
            return new(task, TaskBinding.Exclusive, ready, earliest, [clash.Rival], null, head + $"ready at {ready}, but must not overlap {Name(problem, schedule, clash.Rival)}");
        var resource = problem.Resources[clash.Resource];
        var (from, to) = (start - 1, Math.Max(start, problem.End(task, schedule.Modes[task], start - 1)));
        if (FirstClosed(problem.Capacity(clash.Resource), from, to) is { } closed)
            return new(task, TaskBinding.Downtime, ready, earliest, [], resource.Id, head + $"ready at {ready}, but {resource.Title} is closed in {closed}");
        var holders = around.Holders(clash.Resource, from, clash.Next).OrderByDescending(holder => schedule.End(problem, holder) == start).ToImmutableArray();
        var named = string.Join(", ", holders.Take(MostNamed).Select(holder => Name(problem, schedule, holder)));
        var need = problem.Tasks[task].Modes[schedule.Modes[task]].DemandOf(clash.Resource);
        return new(task, TaskBinding.Resource, ready, earliest, holders, resource.Id,
            head + $"ready at {ready}, but needs {need} of {resource.Title} ({problem.Capacity(clash.Resource).At(from)} in all), held by {named}{(holders.Length > MostNamed ? ", ..." : "")}");
    }

    private static (long Ready, long EndFloor, ProjectLink? Tie) Ready(ProjectProblem problem, ProjectSchedule schedule, int task)
    {
        var (ready, endFloor) = (problem.Tasks[task].Release, 0L);
        ProjectLink? tie = null;
        var length = schedule.End(problem, task) - schedule.Starts[task];
        foreach (var link in problem.Links)
        {
            if (link.To != task) continue;
            var bound = (link.FromEnd ? schedule.End(problem, link.From) : schedule.Starts[link.From]) + link.Lag;
            if (link.ToEnd)
            {
                endFloor = Math.Max(endFloor, bound);
                bound -= length;
            }
            // A link that holds to the very end explains a start better than a release that does so, too.
            if (bound < ready || (bound == ready && (tie is not null || bound == 0))) continue;
            (ready, tie) = (bound, link);
        }
        return (ready, endFloor, tie);
    }

    private static Period? FirstClosed(CapacitySteps steps, long from, long to)
    {
        foreach (var period in steps.Closed())
            if (period.Start < to && period.End > from) return period;
        return null;
    }

    private static string LinkWords(ProjectProblem problem, ProjectSchedule schedule, ProjectLink link)
    {
        var lag = link.Lag == 0 ? "" : link.Lag > 0 ? $" plus {link.Lag}" : $" minus {-link.Lag}";
        var verb = link.ToEnd ? "must not end before" : link.Lag < 0 && schedule.Starts[link.From] >= schedule.Starts[link.To] ? "must not start before" : "starts after";
        return $"{verb} the {(link.FromEnd ? "end" : "start")} of {Name(problem, schedule, link.From)}{lag}";
    }

    private static string ModeWords(ProjectProblem problem, ProjectSchedule schedule, int task) =>
        problem.Tasks[task].Modes.Length == 1 ? "" : $" in mode {schedule.Modes[task] + 1} of {problem.Tasks[task].Modes.Length}";

    private static string Name(ProjectProblem problem, ProjectSchedule schedule, int task) =>
        $"{problem.Tasks[task].Title} [{schedule.Starts[task]}, {schedule.End(problem, task)})";

    private static string Summary(ProjectProblem problem, ProjectSchedule schedule, int task)
    {
        var windows = StartWindows.Of(problem, schedule.Makespan(problem));
        var slack = windows.IsEmpty ? "" : $"; without resources it could start from {windows.Earliest[task]} to {windows.Latest[task]}";
        return $"task {problem.Tasks[task].Title} runs [{schedule.Starts[task]}, {schedule.End(problem, task)}){slack}";
    }
}

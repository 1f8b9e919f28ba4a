using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>Lower bounds on the makespan that cost next to nothing: the critical path with links, windows and breaks; the work of a resource over its capacity.</summary>
public static class ProjectBounds
{
    /// <summary>The best of them, and why, in words.</summary>
    public static (long Value, string Reason) Best(ProjectProblem problem)
    {
        var windows = StartWindows.Of(problem, problem.Horizon);
        var (best, reason) = (0L, "no task takes any time");
        for (var i = 0; i < problem.Tasks.Length; i++)
            if (windows.Earliest[i] + problem.Tasks[i].ShortestDuration > best)
                (best, reason) = (windows.Earliest[i] + problem.Tasks[i].ShortestDuration, $"the longest chain of links ends with task {problem.Tasks[i].Title}");
        for (var r = 0; r < problem.Resources.Length; r++)
            if (problem.Resources[r].Renewable && Energy(problem, r) is var bound && bound > best)
                (best, reason) = (bound, $"{problem.Resources[r].Title} has that much to do");
        return (best, reason);
    }

    /// <summary>Tells the run the best bound, or that there is no schedule at all; false in the latter case.</summary>
    public static bool Prove(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (problem.Unservable is { } unservable)
        {
            run.ProveInfeasible(unservable);
            return false;
        }
        var windows = StartWindows.Of(problem, problem.Horizon);
        if (windows.IsEmpty)
        {
            run.ProveInfeasible(Why(problem, windows));
            return false;
        }
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            var resource = problem.Resources[r];
            if (resource.Renewable) continue;
            Int128 least = 0;
            foreach (var task in problem.Tasks) least += task.Modes.Min(mode => mode.DemandOf(r));
            if (least <= resource.Capacity) continue;
            run.ProveInfeasible($"the tasks use at least {least} of {resource.Title}, and there are {resource.Capacity}");
            return false;
        }
        run.ProveBound(Best(problem).Value, "bounds");
        return true;
    }

    /// <summary>Why links and windows alone allow no schedule.</summary>
    internal static string Why(ProjectProblem problem, StartWindows windows)
    {
        if (windows.Circle.Length > 1)
            return $"a circle of links that cannot be kept: {string.Join(" -> ", windows.Circle.Select(i => problem.Tasks[i].Id))} adds up to more than no time";
        var task = problem.Tasks[windows.Empty];
        return $"links and windows leave task {task.Title} no start: at the earliest {windows.Earliest[windows.Empty]}, at the latest {windows.Latest[windows.Empty]}";
    }

    /// <summary>When the resource can have done all the work it surely gets.</summary>
    private static long Energy(ProjectProblem problem, int r)
    {
        Int128 work = 0;
        foreach (var task in problem.Tasks)
        {
            Int128 least = Int128.MaxValue;
            foreach (var mode in task.Modes) least = Int128.Min(least, (Int128)mode.Duration * mode.DemandOf(r));
            work += least;
        }
        if (work == 0) return 0;
        var times = problem.Capacity(r).Times;
        var values = problem.Capacity(r).Values;
        for (var s = 0; s < times.Length; s++)
        {
            var length = s + 1 < times.Length ? (Int128)times[s + 1] - times[s] : Int128.MaxValue >> 70;
            var room = length * values[s];
            if (room >= work) return (long)(times[s] + ((work + values[s] - 1) / values[s]));
            work -= room;
        }
        return 0;
    }
}

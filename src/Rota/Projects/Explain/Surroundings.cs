using Rota.Projects.Solvers;

namespace Rota.Projects.Explain;

/// <summary>All tasks of a schedule but one, and where that one would fit among them.</summary>
internal sealed class Surroundings
{
    private readonly ProjectProblem problem;
    private readonly ProjectSchedule schedule;
    private readonly int task;
    private readonly StepProfile?[] profiles;
    private readonly int[] rivals;

    public Surroundings(ProjectProblem problem, ProjectSchedule schedule, int task)
    {
        (this.problem, this.schedule, this.task) = (problem, schedule, task);
        profiles = [.. problem.Resources.Select((resource, r) => resource.Renewable ? new StepProfile(problem.Capacity(r)) : null)];
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var (start, end) = (schedule.Starts[i], schedule.End(problem, i));
            if (i == task || start == end) continue;
            foreach (var demand in problem.Tasks[i].Modes[schedule.Modes[i]].Demands) profiles[demand.Resource]?.Take(start, end, demand.Amount);
        }
        rivals = [.. problem.Exclusive.Where(set => set.Contains(task)).SelectMany(set => set).Where(i => i != task).Distinct()];
    }

    /// <summary>The earliest start from a time on at which the task fits and ends late enough, at most its own start.</summary>
    public long EarliestFit(long from, long endFloor)
    {
        var own = schedule.Starts[task];
        for (var start = from; start < own;)
        {
            var clash = ClashAt(start);
            if (clash is null && End(start) >= endFloor) return start;
            start = clash is null ? start + 1 : Math.Max(start + 1, clash.Value.Next);
        }
        return own;
    }

    /// <summary>What is in the way of the task at a start: a resource, busy or closed, or another task; null when nothing is.</summary>
    public (int Resource, int Rival, long Next)? ClashAt(long start)
    {
        var mode = problem.Tasks[task].Modes[schedule.Modes[task]];
        if (mode.Duration == 0) return null;
        var pauses = problem.Tasks[task].Pauses;
        var working = problem.WorkingTime(task, schedule.Modes[task]);
        if (working.NextOpen(start) is var open && pauses && open > start) return (Closed(mode, start), -1, open);
        var end = End(start);
        foreach (var demand in mode.Demands)
            if (profiles[demand.Resource]?.Clash(start, end, demand.Amount, pauses) is { } next and >= 0) return (demand.Resource, -1, next);
        foreach (var rival in rivals)
            if (schedule.Starts[rival] < end && schedule.End(problem, rival) > start) return (-1, rival, schedule.End(problem, rival));
        return null;
    }

    /// <summary>The tasks that hold units of a resource at a time, other than the one asked about.</summary>
    public IEnumerable<int> Holders(int resource, long from, long to)
    {
        for (var i = 0; i < problem.Tasks.Length; i++)
            if (i != task && problem.Tasks[i].Modes[schedule.Modes[i]].DemandOf(resource) > 0 && schedule.Starts[i] < to && schedule.End(problem, i) > from) yield return i;
    }

    private int Closed(TaskMode mode, long time)
    {
        foreach (var demand in mode.Demands)
            if (problem.Resources[demand.Resource].Renewable && problem.Capacity(demand.Resource).At(time) == 0) return demand.Resource;
        return mode.Demands[0].Resource;
    }

    private long End(long start) => problem.End(task, schedule.Modes[task], start);
}

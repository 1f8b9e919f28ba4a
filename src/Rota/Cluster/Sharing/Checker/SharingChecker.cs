namespace Rota.Cluster.Sharing;

/// <summary>The referee of pools: follows the tasks of a run with books of its own. Knows no policy and no simulation.</summary>
public static class SharingChecker
{
    private const double Rounding = 1e-6;

    /// <summary>What is wrong with a run that kept its tasks; empty when it is sound.</summary>
    public static IReadOnlyList<string> Check(PoolRun run)
    {
        var faults = new List<string>();
        var byJob = run.Tasks.ToLookup(task => task.Job);
        for (var j = 0; j < run.Workload.Jobs.Length; j++) CheckJob(run, j, [.. byJob[j]], faults);
        CheckCores(run, faults);
        return faults;
    }

    private static void CheckJob(PoolRun run, int j, TaskRecord[] tasks, List<string> faults)
    {
        var (job, record) = (run.Workload.Jobs[j], run.Jobs[j]);
        if (tasks.Length == 0)
        {
            faults.Add($"job '{job.Id}' has no tasks");
            return;
        }
        if (tasks.Min(task => task.Start) < record.Submit - Rounding) faults.Add($"job '{job.Id}' starts before it is submitted");
        if (Math.Abs(tasks.Max(task => task.End) - record.Finish) > Rounding) faults.Add($"job '{job.Id}' is said to finish at {record.Finish}, its last task ends at {tasks.Max(task => task.End)}");
        var earliest = Math.Max(job.Submit, job.Follows is { } before ? run.Jobs[before].Finish : 0);
        if (Math.Abs(record.Submit - earliest) > Rounding) faults.Add($"job '{job.Id}' is submitted at {record.Submit}, expected {earliest}");
        for (var s = 0; s < job.Stages.Length; s++)
        {
            var own = tasks.Where(task => task.Stage == s).ToArray();
            var work = own.Sum(task => task.End - task.Start);
            if (Math.Abs(work - job.Stages[s].Work) > Rounding * Math.Max(1, own.Length)) faults.Add($"job '{job.Id}', stage {s}: {work} core-seconds ran, expected {job.Stages[s].Work}");
            foreach (var parent in job.Stages[s].After)
                if (own.Length > 0 && own.Min(task => task.Start) < tasks.Where(task => task.Stage == parent).Max(task => task.End) - Rounding)
                    faults.Add($"job '{job.Id}', stage {s} starts before stage {parent} ends");
        }
    }

    private static void CheckCores(PoolRun run, List<string> faults)
    {
        // Ends before starts at one moment: intervals are half-open.
        var events = run.Tasks.SelectMany(task => new[] { (Time: task.Start, Change: 1), (Time: task.End, Change: -1) }).OrderBy(e => e.Time).ThenBy(e => e.Change).ToArray();
        var busy = 0;
        foreach (var (time, change) in events)
        {
            busy += change;
            if (busy <= run.Cores) continue;
            faults.Add($"{busy} tasks run at {time} on {run.Cores} cores");
            return;
        }
    }
}

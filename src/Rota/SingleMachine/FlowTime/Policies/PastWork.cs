namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// The work a machine has done, to be done again in thought in another order: of finished jobs all of it, of others what was done on them. A host of its own on the same
/// contract; it knows nothing that has not been revealed.
/// </summary>
internal sealed class PastWork
{
    private readonly FlowView view;
    private readonly List<int> jobs = [];

    /// <param name="view">What has happened.</param>
    /// <param name="mostJobs">Most jobs that take part, the last that arrived.</param>
    public PastWork(FlowView view, int mostJobs)
    {
        this.view = view;
        for (var job = view.Arrived - 1; job >= 0 && jobs.Count < mostJobs; job--)
            if (view.Elapsed(job) > 0) jobs.Add(job);
        jobs.Reverse();
    }

    /// <summary>Sum of the flow times that the finished jobs would have had.</summary>
    public double FlowUnder(FlowPolicy rule)
    {
        var host = new FlowScheduler(rule);
        var (now, arrived, flow) = (0L, 0, 0.0);
        while (true)
        {
            for (; arrived < jobs.Count && view.Release(jobs[arrived]) <= now; arrived++) host.OnArrival(now, Operation(jobs[arrived], 0));
            var current = host.Current();
            if (current < 0)
            {
                if (arrived == jobs.Count) return flow;
                now = view.Release(jobs[arrived]);
                continue;
            }
            var left = host.View.Remaining(current);
            var worked = Math.Min(left, host.Quantum);
            if (arrived < jobs.Count) worked = Math.Min(worked, view.Release(jobs[arrived]) - now);
            now += worked;
            host.OnWork(now, current, worked);
            if (worked < left) continue;
            var following = Operation(jobs[current], host.View.Operation(current) + 1);
            host.OnOperationDone(current, following > 0 ? following : null);
            if (following == 0 && !view.IsAlive(jobs[current])) flow += now - view.Release(jobs[current]);
        }
    }

    /// <summary>The work done on an operation of a job; 0 where nothing was done.</summary>
    private long Operation(int job, int operation)
    {
        var finished = view.Finished(job);
        if (operation < finished.Length) return finished[operation];
        return operation > finished.Length ? 0 : view.IsAlive(job) ? view.Size(job) - view.Remaining(job) : view.Size(job);
    }
}

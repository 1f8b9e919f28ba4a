using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>
/// The least sum of flow times on one machine with free preemption: always the job with the least work left (Schrage 1968), ties to the lower number. That jobs are chains
/// changes nothing for it. Every run on one machine has its true ratio to this.
/// </summary>
public static class FlowOptimum
{
    /// <summary>Completions of the jobs in an optimal schedule. O(n log n).</summary>
    public static FlowRun Of(FlowProblem problem)
    {
        var jobs = problem.Jobs;
        var (completions, resumed, left) = (new long[jobs.Length], new long[jobs.Length], new long[jobs.Length]);
        var waiting = new PriorityQueue<int, (long Left, int Job)>();
        var (now, next, last) = (0L, 0, -1);
        while (next < jobs.Length || waiting.Count > 0)
        {
            if (waiting.Count == 0) now = Math.Max(now, jobs[next].Release);
            for (; next < jobs.Length && jobs[next].Release <= now; next++) waiting.Enqueue(next, (left[next] = jobs[next].Work, next));
            var job = waiting.Dequeue();
            if (last != job && left[job] < jobs[job].Work) resumed[job]++;
            last = job;
            var step = next < jobs.Length ? Math.Min(left[job], jobs[next].Release - now) : left[job];
            now += step;
            left[job] -= step;
            if (left[job] > 0) waiting.Enqueue(job, (left[job], job));
            else completions[job] = now;
        }
        return new(problem, ImmutableArray.Create(completions), ImmutableArray.Create(resumed), null);
    }
}

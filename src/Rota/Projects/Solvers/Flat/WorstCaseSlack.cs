namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// Worst case slack (Kolisch 1996), a rule of the parallel scheme alone: the task whose latest start leaves least over the time at which it could start if another eligible task
/// were started now.
/// </summary>
internal sealed class WorstCaseSlack(FlatProject project, long[] latestStarts)
{
    /// <summary>The place, among those that fit, of the task with the smallest slack; ties to the smaller number.</summary>
    public int Choose(ReadOnlySpan<int> fitting, ReadOnlySpan<int> eligible, ReadOnlySpan<int> running, int[] starts, int time)
    {
        if (fitting.Length == 1) return 0;
        var (best, least) = (0, long.MaxValue);
        for (var j = 0; j < fitting.Length; j++)
        {
            var latest = time;
            foreach (var other in eligible)
                if (other != fitting[j] && fitting.Contains(other)) latest = Math.Max(latest, EarliestAfter(other, fitting[j], running, starts, time));
            var slack = latestStarts[fitting[j]] - latest;
            if (slack > least || (slack == least && fitting[j] > fitting[best])) continue;
            (best, least) = (j, slack);
        }
        return best;
    }

    /// <summary>When <paramref name="then"/> could start if <paramref name="now"/> is started now: at once, or when enough of what runs has ended.</summary>
    private int EarliestAfter(int now, int then, ReadOnlySpan<int> running, int[] starts, int time)
    {
        if (Fits(now, then, running, starts, time, time)) return time;
        var earliest = int.MaxValue;
        for (var r = 0; r <= running.Length; r++)
        {
            var task = r < running.Length ? running[r] : now;
            var end = (r < running.Length ? starts[task] : time) + project.Duration[task];
            if (end < earliest && end > time && Fits(now, then, running, starts, time, end)) earliest = end;
        }
        return earliest;
    }

    private bool Fits(int now, int then, ReadOnlySpan<int> running, int[] starts, int time, int at)
    {
        for (var w = 0; w < project.Words; w++)
        {
            var free = (project.Capacity[w] | FlatProject.Guard) - project.Demand[(then * project.Words) + w];
            if (time + project.Duration[now] > at && !Take(ref free, now, w)) return false;
            foreach (var task in running)
                if (starts[task] + project.Duration[task] > at && !Take(ref free, task, w)) return false;
        }
        return true;
    }

    private bool Take(ref ulong free, int task, int word)
    {
        // Borrowing across lanes is caught task by task, before it can spread.
        free -= project.Demand[(task * project.Words) + word];
        return (free & FlatProject.Guard) == FlatProject.Guard;
    }
}

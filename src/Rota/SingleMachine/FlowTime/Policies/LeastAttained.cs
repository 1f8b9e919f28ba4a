namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// SETF, least attained service: the job with the least work done; equal ones share, tick by tick, first who reached that level first. Jobs of one level form a group; groups
/// lie on a stack, the least level on top.
/// </summary>
public sealed class LeastAttained : RotatingPolicy
{
    private readonly List<(long Level, int Head, int Tail)> groups = [];
    private int[] next = new int[16];
    private int[] before = new int[16];
    private int[] round = new int[16];

    /// <inheritdoc/>
    public override long Rounds => groups.Count > 1 ? groups[^2].Level - groups[^1].Level : long.MaxValue;

    /// <inheritdoc/>
    public override void OnArrival(int job)
    {
        if (job >= next.Length)
        {
            Array.Resize(ref next, 2 * job);
            Array.Resize(ref before, 2 * job);
        }
        Join(job, 0);
    }

    /// <inheritdoc/>
    public override void OnWork(int job, long amount)
    {
        Leave(job, View.Elapsed(job) - amount);
        Join(job, View.Elapsed(job));
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (finished) Leave(job, View.Elapsed(job));
    }

    /// <inheritdoc/>
    public override int Current() => groups.Count == 0 ? -1 : groups[^1].Head;

    /// <inheritdoc/>
    public override int Top(Span<int> jobs)
    {
        var taken = 0;
        for (var g = groups.Count - 1; g >= 0; g--)
            for (var job = groups[g].Head; job >= 0; job = next[job])
            {
                if (taken == jobs.Length) return taken;
                jobs[taken++] = job;
            }
        return taken;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Round()
    {
        var count = 0;
        for (var job = Current(); job >= 0; job = next[job])
        {
            if (count == round.Length) Array.Resize(ref round, 2 * count);
            round[count++] = job;
        }
        return round.AsSpan(0, count);
    }

    /// <inheritdoc/>
    public override void OnRounds(long rounds)
    {
        var top = groups[^1] with { Level = groups[^1].Level + rounds };
        if (groups.Count == 1 || groups[^2].Level > top.Level)
        {
            groups[^1] = top;
            return;
        }
        groups.RemoveAt(groups.Count - 1);
        var below = groups[^1];
        (next[below.Tail], before[top.Head]) = (top.Head, below.Tail);
        groups[^1] = below with { Tail = top.Tail };
    }

    private void Join(int job, long level)
    {
        var g = groups.Count - 1;
        while (g >= 0 && groups[g].Level < level) g--;
        next[job] = -1;
        if (g < 0 || groups[g].Level != level)
        {
            before[job] = -1;
            groups.Insert(g + 1, (level, job, job));
            return;
        }
        (next[groups[g].Tail], before[job]) = (job, groups[g].Tail);
        groups[g] = groups[g] with { Tail = job };
    }

    private void Leave(int job, long level)
    {
        var g = groups.Count - 1;
        while (groups[g].Level != level) g--;
        var (earlier, later) = (before[job], next[job]);
        if (earlier >= 0) next[earlier] = later;
        else groups[g] = groups[g] with { Head = later };
        if (later >= 0) before[later] = earlier;
        else groups[g] = groups[g] with { Tail = earlier };
        if (earlier < 0 && later < 0) groups.RemoveAt(g);
    }
}

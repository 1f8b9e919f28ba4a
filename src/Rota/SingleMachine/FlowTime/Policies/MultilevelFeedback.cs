namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// MLFQ: on level i a job has a quantum of 2^i ticks, and one that uses it up drops to the end of the next level; the lowest level runs first, first in first out. Who is
/// preempted keeps his place and the rest of his quantum. The deterministic form; the randomised one is O(log n)-competitive.
/// </summary>
public sealed class MultilevelFeedback : FlowPolicy
{
    private const int Levels = 62;

    private readonly int[] head = new int[Levels + 1];
    private readonly int[] tail = new int[Levels + 1];
    private ulong occupied;
    private int[] next = new int[16];
    private int[] before = new int[16];
    private int[] level = new int[16];
    private long[] used = new long[16];

    /// <summary>A fresh policy.</summary>
    public MultilevelFeedback()
    {
        Array.Fill(head, -1);
        Array.Fill(tail, -1);
    }

    /// <inheritdoc/>
    public override void OnArrival(int job)
    {
        if (job >= next.Length)
        {
            Array.Resize(ref next, 2 * job);
            Array.Resize(ref before, 2 * job);
            Array.Resize(ref level, 2 * job);
            Array.Resize(ref used, 2 * job);
        }
        Append(job, 0);
    }

    /// <inheritdoc/>
    public override void OnWork(int job, long amount)
    {
        used[job] += amount;
        var to = level[job];
        while (to < Levels && used[job] >= 1L << to) used[job] -= 1L << to++;
        if (to == level[job]) return;
        Take(job);
        Append(job, to);
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (finished) Take(job);
    }

    /// <inheritdoc/>
    public override int Current() => occupied == 0 ? -1 : head[System.Numerics.BitOperations.TrailingZeroCount(occupied)];

    /// <inheritdoc/>
    public override long Quantum(int job) => level[job] == Levels ? long.MaxValue : (1L << level[job]) - used[job];

    /// <inheritdoc/>
    public override int Top(Span<int> jobs)
    {
        var taken = 0;
        for (var left = occupied; left != 0; left &= left - 1)
            for (var job = head[System.Numerics.BitOperations.TrailingZeroCount(left)]; job >= 0; job = next[job])
            {
                if (taken == jobs.Length) return taken;
                jobs[taken++] = job;
            }
        return taken;
    }

    private void Append(int job, int to)
    {
        level[job] = to;
        (next[job], before[job]) = (-1, tail[to]);
        if (tail[to] >= 0) next[tail[to]] = job;
        else head[to] = job;
        tail[to] = job;
        occupied |= 1UL << to;
    }

    private void Take(int job)
    {
        var from = level[job];
        if (before[job] >= 0) next[before[job]] = next[job];
        else head[from] = next[job];
        if (next[job] >= 0) before[next[job]] = before[job];
        else tail[from] = before[job];
        if (head[from] < 0) occupied &= ~(1UL << from);
    }
}

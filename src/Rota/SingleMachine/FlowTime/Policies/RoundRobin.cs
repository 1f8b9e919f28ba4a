namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>RR: everybody in turn, a tick each. A job that has had its tick queues before those that arrive at its end.</summary>
public sealed class RoundRobin : RotatingPolicy
{
    private int[] queue = new int[16];
    private int head;
    private int count;

    /// <inheritdoc/>
    public override long Rounds => long.MaxValue;

    /// <inheritdoc/>
    public override void OnArrival(int job) => Append(job);

    /// <inheritdoc/>
    public override void OnWork(int job, long amount)
    {
        // The usual case is the head; with several servers each of them takes its own job to the end.
        Take(job);
        Append(job);
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (finished) Take(job);
    }

    /// <inheritdoc/>
    public override int Current() => count == 0 ? -1 : queue[head];

    /// <inheritdoc/>
    public override int Top(Span<int> jobs)
    {
        var taken = Math.Min(jobs.Length, count);
        for (var i = 0; i < taken; i++) jobs[i] = queue[(head + i) & (queue.Length - 1)];
        return taken;
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<int> Round()
    {
        if (head + count > queue.Length) Straighten(queue.Length);
        return queue.AsSpan(head, count);
    }

    /// <inheritdoc/>
    public override void OnRounds(long rounds) { }

    private void Append(int job)
    {
        if (count == queue.Length) Straighten(2 * queue.Length);
        queue[(head + count++) & (queue.Length - 1)] = job;
    }

    /// <summary>Takes a job out of the first or the last places, where those that just ran stand.</summary>
    private void Take(int job)
    {
        var mask = queue.Length - 1;
        for (var i = 0; i < count; i++)
        {
            if (queue[(head + i) & mask] == job)
            {
                for (var k = i; k > 0; k--) queue[(head + k) & mask] = queue[(head + k - 1) & mask];
                head = (head + 1) & mask;
                count--;
                return;
            }
            if (queue[(head + count - 1 - i) & mask] != job) continue;
            for (var k = count - 1 - i; k < count - 1; k++) queue[(head + k) & mask] = queue[(head + k + 1) & mask];
            count--;
            return;
        }
    }

    private void Straighten(int length)
    {
        var straight = new int[length];
        for (var i = 0; i < count; i++) straight[i] = queue[(head + i) & (queue.Length - 1)];
        (queue, head) = (straight, 0);
    }
}

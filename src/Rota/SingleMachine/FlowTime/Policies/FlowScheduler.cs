namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// What a host drives: it tells of arrivals, of work done and of operations that ended, and asks who runs. The simulation is such a host; a CI runner or a workflow engine
/// is another. Lengths may be estimates: the distortion that came of it is kept.
/// </summary>
public sealed class FlowScheduler
{
    private readonly FlowPolicy policy;
    private long[] worked = new long[16];
    private double over = 1;
    private double under = 1;

    /// <summary>A scheduler around a fresh policy.</summary>
    public FlowScheduler(FlowPolicy policy)
    {
        this.policy = policy;
        policy.Begin(View);
    }

    /// <summary>What is known.</summary>
    public FlowView View { get; } = new();

    /// <summary>Largest length over actual work of an operation, times the largest actual work over length: 1 when every length was right.</summary>
    public double Distortion => over * under;

    /// <summary>The longest time the answer of <see cref="Current"/> holds when nothing happens.</summary>
    public long Quantum => Current() is var job and >= 0 ? policy.Quantum(job) : long.MaxValue;

    /// <summary>A job arrives; its number, counted from 0.</summary>
    /// <param name="now">The time, in ticks, not before the last event's.</param>
    /// <param name="firstSize">Length of its first operation, at least 1 tick.</param>
    /// <exception cref="RotaException">A time before the last event, or a length below 1.</exception>
    public int OnArrival(long now, long firstSize)
    {
        Advance(now);
        if (firstSize < 1) throw new RotaException($"a job arrives with length {firstSize}, expected at least 1");
        var job = View.Arrive(now, firstSize);
        if (job == worked.Length) Array.Resize(ref worked, 2 * job);
        policy.OnArrival(job);
        return job;
    }

    /// <summary>The machine has worked on a job.</summary>
    /// <param name="now">The time at the end of that work.</param>
    /// <param name="job">The job, one that was named.</param>
    /// <param name="amount">How long, at least 1 tick.</param>
    /// <exception cref="RotaException">A time before the last event, no such job, or an amount below 1.</exception>
    public void OnWork(long now, int job, long amount)
    {
        Expect(job);
        if (amount < 1) throw new RotaException($"job {job} was worked on for {amount} ticks, expected at least 1");
        Advance(now);
        View.Work(job, amount);
        worked[job] += amount;
        policy.OnWork(job, amount);
    }

    /// <summary>The current operation of a job is done.</summary>
    /// <param name="job">The job.</param>
    /// <param name="nextSize">Length of the next operation, at least 1 tick; null when that was the last.</param>
    /// <exception cref="RotaException">No such job, or a length below 1.</exception>
    public void OnOperationDone(int job, long? nextSize)
    {
        Expect(job);
        if (nextSize < 1) throw new RotaException($"job {job} goes on with length {nextSize}, expected at least 1");
        var actual = (double)Math.Max(1, worked[job]);
        over = Math.Max(over, View.Size(job) / actual);
        under = Math.Max(under, actual / View.Size(job));
        worked[job] = 0;
        if (nextSize is { } next) View.NextOperation(job, next);
        else View.Finish(job);
        policy.OnOperationDone(job, nextSize is null);
    }

    /// <summary>The job to run; -1 when there is none.</summary>
    public int Current() => View.Alive == 0 ? -1 : policy.Current();

    /// <summary>The jobs to run on several servers, the first first; how many there are.</summary>
    public int Top(Span<int> jobs) => View.Alive == 0 ? 0 : policy.Top(jobs);

    /// <summary>Whole rounds of a sharing policy that ran without an operation's end.</summary>
    internal void OnRounds(long now, RotatingPolicy rotating, ReadOnlySpan<int> jobs, long rounds)
    {
        Advance(now);
        foreach (var job in jobs)
        {
            View.Work(job, rounds);
            worked[job] += rounds;
        }
        rotating.OnRounds(rounds);
    }

    private void Advance(long now)
    {
        if (now < View.Now) throw new RotaException($"an event at {now} after one at {View.Now}, expected times that do not go back");
        View.Now = now;
    }

    private void Expect(int job)
    {
        if ((uint)job >= (uint)View.Arrived || !View.IsAlive(job)) throw new RotaException($"there is no job {job} alive, expected one of {View.Arrived} that arrived");
    }
}

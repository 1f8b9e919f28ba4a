namespace Rota.Shop.Learning.Clock;

/// <summary>
/// The dynamics of the constraint-programming environment of Tassel, Gebser and Schekotihin (ICAPS 2023) without a constraint solver: a clock, lower bounds of
/// the jobs' next operations, and waiting. The clock is the smallest of those bounds; waiting raises every job's to the second smallest.
/// </summary>
internal sealed class ClockState
{
    private readonly DispatchShop shop;
    private readonly int[] next;
    private readonly long[] jobBound;
    private readonly long[] freeAt;
    private readonly long[] starts;
    private readonly long[] bounds;

    public ClockState(DispatchShop shop)
    {
        this.shop = shop;
        var jobs = shop.Problem.Jobs.Length;
        (next, jobBound, bounds) = (new int[jobs], new long[jobs], new long[jobs]);
        freeAt = new long[shop.Problem.MachineCount];
        starts = new long[shop.Machine.Length];
        var (sum, squares) = (0.0, 0.0);
        foreach (var duration in shop.Duration) sum += duration;
        MeanDuration = sum / shop.Duration.Length;
        foreach (var duration in shop.Duration) squares += (duration - MeanDuration) * (duration - MeanDuration);
        DurationDeviation = Math.Sqrt(squares / shop.Duration.Length);
    }

    private ClockState(ClockState other)
    {
        shop = other.shop;
        (next, jobBound, bounds) = ([.. other.next], [.. other.jobBound], [.. other.bounds]);
        (freeAt, starts) = ([.. other.freeAt], [.. other.starts]);
        (MeanDuration, DurationDeviation) = (other.MeanDuration, other.DurationDeviation);
        (Now, WaitUntil, Left, Makespan) = (other.Now, other.WaitUntil, other.Left, other.Makespan);
    }

    public DispatchShop Shop => shop;

    public int Jobs => next.Length;

    /// <summary>The clock: the smallest bound of a next operation.</summary>
    public long Now { get; private set; }

    /// <summary>The second smallest; <see cref="long.MaxValue"/> when there is none: then nobody may wait.</summary>
    public long WaitUntil { get; private set; }

    /// <summary>Operations not fixed.</summary>
    public int Left { get; private set; }

    /// <summary>Largest end of a fixed operation.</summary>
    public long Makespan { get; private set; }

    public double MeanDuration { get; }

    public double DurationDeviation { get; }

    public ReadOnlySpan<long> Starts => starts;

    public int Next(int job) => next[job];

    /// <summary>Operations of a job that are fixed.</summary>
    public int Fixed(int job) => next[job] - shop.Problem.FirstOperation[job];

    /// <summary>Lower bound of the start of a job's next operation.</summary>
    public long Bound(int job) => bounds[job];

    /// <summary>Lower bound of a later operation, from that of the one before it.</summary>
    public long BoundAfter(int operation, long boundOfPrevious) =>
        Math.Max(boundOfPrevious + shop.Duration[operation - 1], freeAt[shop.Machine[operation]]);

    /// <summary>True when a job's next operation can start now; action <see cref="Jobs"/> is to wait.</summary>
    public bool IsLegal(int action) => action == Jobs ? Left > 0 && WaitUntil != long.MaxValue : next[action] < shop.End[action] && bounds[action] == Now;

    public ClockState Copy() => new(this);

    public void Reset()
    {
        (Left, Makespan) = (starts.Length, 0);
        Array.Clear(freeAt);
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = shop.Problem.FirstOperation[j];
            jobBound[j] = shop.Problem.Jobs[j].Release;
        }
        Propagate();
    }

    /// <summary>Starts a job's next operation now, or waits.</summary>
    public void Act(int action)
    {
        if (action == Jobs)
        {
            for (var j = 0; j < next.Length; j++) jobBound[j] = Math.Max(jobBound[j], next[j] < shop.End[j] ? WaitUntil : 0);
        }
        else
        {
            var operation = next[action]++;
            starts[operation] = Now;
            jobBound[action] = freeAt[shop.Machine[operation]] = Now + shop.Duration[operation];
            Makespan = Math.Max(Makespan, jobBound[action]);
            Left--;
        }
        Propagate();
    }

    public ulong Digest() =>
        new Rota.Learning.StateDigest().Add(Left).AddAll<int>(next).AddAll<long>(jobBound).AddAll<long>(freeAt).AddAll<long>(starts).Value;

    private void Propagate()
    {
        (Now, WaitUntil) = (long.MaxValue, long.MaxValue);
        for (var j = 0; j < next.Length; j++)
        {
            if (next[j] == shop.End[j]) continue;
            var bound = bounds[j] = Math.Max(jobBound[j], freeAt[shop.Machine[next[j]]]);
            if (bound < Now) (Now, WaitUntil) = (bound, Now);
            else if (bound > Now && bound < WaitUntil) WaitUntil = bound;
        }
    }
}

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// All a policy may know: of every job that has arrived its release, the work done on it, and its operations up to the current one. What lies behind that, later
/// lengths, the number of operations, jobs to come, is not here. Jobs count from 0 in order of arrival.
/// </summary>
public sealed class FlowView
{
    private long[] release = new long[16];
    private long[] elapsed = new long[16];
    private long[] size = new long[16];
    private long[] remaining = new long[16];
    private int[] operation = new int[16];
    private long[]?[] finished = new long[16][];
    private bool[] alive = new bool[16];

    /// <summary>The time of the last event, in ticks.</summary>
    public long Now { get; internal set; }

    /// <summary>Jobs that have arrived.</summary>
    public int Arrived { get; private set; }

    /// <summary>Jobs that have arrived and are not finished.</summary>
    public int Alive { get; private set; }

    /// <summary>True until the job is finished.</summary>
    public bool IsAlive(int job) => alive[job];

    /// <summary>When the job arrived.</summary>
    public long Release(int job) => release[job];

    /// <summary>Work done on the job so far, all operations together.</summary>
    public long Elapsed(int job) => elapsed[job];

    /// <summary>Number of the current operation, from 0; of a finished job the last one's.</summary>
    public int Operation(int job) => operation[job];

    /// <summary>Length of the current operation.</summary>
    public long Size(int job) => size[job];

    /// <summary>What is left of the current operation; 0 at the least, where lengths were estimates and it runs longer.</summary>
    public long Remaining(int job) => remaining[job];

    /// <summary>Lengths of the operations done, in order.</summary>
    public ReadOnlySpan<long> Finished(int job) => finished[job].AsSpan(0, Math.Min(operation[job], finished[job]?.Length ?? 0));

    internal int Arrive(long time, long first)
    {
        if (Arrived == release.Length) Grow();
        var job = Arrived++;
        (release[job], size[job], remaining[job], alive[job]) = (time, first, first, true);
        Alive++;
        return job;
    }

    internal void Work(int job, long amount)
    {
        elapsed[job] += amount;
        remaining[job] = Math.Max(0, remaining[job] - amount);
    }

    internal void NextOperation(int job, long next)
    {
        var done = operation[job]++;
        var sizes = finished[job] ??= new long[4];
        if (done == sizes.Length) Array.Resize(ref finished[job], 2 * done);
        finished[job]![done] = size[job];
        size[job] = remaining[job] = next;
    }

    internal void Finish(int job)
    {
        alive[job] = false;
        remaining[job] = 0;
        Alive--;
    }

    private void Grow()
    {
        var length = 2 * release.Length;
        Array.Resize(ref release, length);
        Array.Resize(ref elapsed, length);
        Array.Resize(ref size, length);
        Array.Resize(ref remaining, length);
        Array.Resize(ref operation, length);
        Array.Resize(ref finished, length);
        Array.Resize(ref alive, length);
    }
}

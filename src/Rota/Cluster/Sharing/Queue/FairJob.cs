namespace Rota.Cluster.Sharing;

/// <summary>A job in a <see cref="UserWeightedFairQueue"/>: what its items are ordered by. Made by the queue.</summary>
public sealed class FairJob
{
    internal FairJob(FairUser owner, string? id, double work, long sequence)
    {
        Owner = owner;
        Id = id;
        Work = work;
        Sequence = sequence;
    }

    /// <summary>The name it was submitted under; null for a job of one submission.</summary>
    public string? Id { get; }

    /// <summary>Whose it is.</summary>
    public string User => Owner.Name;

    /// <summary>Place in the order of submission, for ties.</summary>
    public long Sequence { get; }

    /// <summary>Estimated work in core-seconds (L of the article) of the part that is in the user's chain, or was last.</summary>
    public double Work { get; internal set; }

    /// <summary>Estimated core-seconds of the whole job: more than <see cref="Work"/> when it went on after a virtual end.</summary>
    public double TotalWork => Work + Past;

    /// <summary>Finish in the user's own virtual clock (d of the article): orders the jobs of one user.</summary>
    public double UserFinish { get; internal set; }

    /// <summary>Items that wait to be taken.</summary>
    public int Waiting { get; internal set; }

    /// <summary>When the ideal fluid system finished it, in the time of the queue; NaN before that, and always in a lazy queue.</summary>
    public double FluidFinish { get; internal set; } = double.NaN;

    /// <summary>True once the virtual system has finished it.</summary>
    public bool VirtuallyDone { get; internal set; }

    /// <summary>Finish in the global virtual clock (D of the article): orders everything. Later work of the same user may move it back, nobody else's does.</summary>
    public double Deadline => VirtuallyDone ? Frozen : Owner.DeadlineOf(this);

    /// <summary>Whatever the host hangs on it.</summary>
    public object? Tag { get; set; }

    internal FairUser Owner { get; set; }

    /// <summary>Work of parts that had their virtual end before the present one came.</summary>
    internal double Past { get; set; }

    /// <summary>The user's virtual time when it came.</summary>
    internal double UserStart { get; set; }

    /// <summary>The deadline at the virtual end.</summary>
    internal double Frozen { get; set; }

    internal FairJob? Left { get; set; }

    internal FairJob? Right { get; set; }

    internal ulong Priority { get; set; }

    /// <summary>What the job adds to the user's chain, before the clock at which the chain was begun is taken off.</summary>
    internal double Link { get; set; }

    internal double Sum { get; set; }

    internal int Count { get; set; }

    internal int WaitingJobs { get; set; }
}

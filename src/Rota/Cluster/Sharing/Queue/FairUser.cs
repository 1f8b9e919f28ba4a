namespace Rota.Cluster.Sharing;

/// <summary>A user in a <see cref="UserWeightedFairQueue"/>, which guards its fields.</summary>
internal sealed class FairUser(string name, long number, bool remaining)
{
    private static readonly Comparer<FairJob> ByDeadline = Comparer<FairJob>.Create((a, b) =>
        a.Frozen.CompareTo(b.Frozen) is var order and not 0 ? order : a.Sequence.CompareTo(b.Sequence));

    private const double Rounding = 1e-11;

    /// <summary>Jobs that the virtual system has finished and whose items still wait.</summary>
    private readonly SortedSet<FairJob> late = new(ByDeadline);
    private readonly JobTree tree = new();

    /// <summary>The user's clock when the chain was begun; 0 for a chain of whole jobs.</summary>
    private double chained;

    /// <summary>What the user has had ahead of the ideal system and the chain has not been begun anew since, and what is left of it to pay.</summary>
    private double chainedDebt;
    private double debt;

    public string Name => name;

    public long Number => number;

    public double Weight { get; set; } = 1;

    /// <summary>The user's virtual time (v of the article).</summary>
    public double Clock { get; private set; }

    /// <summary>Where the busy period starts (S of the article), moved on by every job that finished virtually.</summary>
    public double Start { get; set; }

    /// <summary>Where the last job ends (E of the article); the key in the set of active users, changed only outside it.</summary>
    public double End { get; set; }

    /// <summary>Where the last late stage ends.</summary>
    public double LateEnd { get; set; }

    /// <summary>The global virtual time up to which this user has progressed.</summary>
    public double Seen { get; set; }

    public bool Active { get; set; }

    /// <summary>The job whose item is next, and its deadline; keys in the set of ready users, changed only outside it.</summary>
    public FairJob? Next { get; set; }

    public double NextDeadline { get; set; }

    /// <summary>Jobs by name, those that the virtual system finished long ago left out.</summary>
    public Dictionary<string, FairJob> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>Named jobs in the order in which they finished virtually, with the virtual time of it.</summary>
    public Queue<(FairJob Job, double At)> Finished { get; } = new();

    public double DeadlineOf(FairJob job) => tree.Prefix(job) is var (sum, count) ? Start + ((chainedDebt + sum - (count * chained)) / Weight) : double.NaN;

    /// <summary>Where the chain of unfinished jobs ends.</summary>
    public double ChainEnd => Start + ((chainedDebt + tree.Total - (tree.Count * chained)) / Weight);

    /// <summary>Begins the chain anew at a global virtual time, when it is one of what is left.</summary>
    public void Rechain(double virtualTime)
    {
        if (remaining) (Start, chained, chainedDebt) = (virtualTime, Clock, debt);
    }

    public void Add(FairJob job)
    {
        job.UserStart = Clock;
        job.UserFinish = Clock + job.Work;
        job.Link = remaining ? job.UserFinish : job.Work;
        job.VirtuallyDone = false;
        tree.Insert(job);
    }

    /// <summary>Changes the estimate of an unfinished job.</summary>
    public void Change(FairJob job, double work)
    {
        tree.Remove(job);
        job.Work = work;
        job.UserFinish = remaining ? Math.Max(Clock, job.UserStart + work) : job.UserStart + work;
        job.Link = remaining ? job.UserFinish : work;
        tree.Insert(job);
    }

    public void SetWaiting(FairJob job, int waiting)
    {
        if (job.VirtuallyDone) late.Remove(job);
        job.Waiting = waiting;
        if (!job.VirtuallyDone) tree.Touch(job);
        else if (waiting > 0) late.Add(job);
    }

    /// <summary>Puts a job that is virtually done at another deadline.</summary>
    public void Freeze(FairJob job, double deadline)
    {
        late.Remove(job);
        job.Frozen = deadline;
        if (job.Waiting > 0) late.Add(job);
    }

    /// <summary>Takes a late job out of the late ones, to be added to the chain again.</summary>
    public void Thaw(FairJob job) => late.Remove(job);

    public FairJob? FirstWaiting() => late.Min ?? tree.FirstWaiting();

    /// <summary>
    /// Moves the user's clock on for the global virtual times [<see cref="Seen"/>, <paramref name="to"/>): jobs share what the user gets, and those that reach their finish leave.
    /// </summary>
    /// <param name="to">Global virtual time.</param>
    /// <param name="from">Real time at <see cref="Seen"/>.</param>
    /// <param name="speed">Global virtual time per real time; NaN when nobody asks for fluid finishes.</param>
    public void Progress(double to, double from, double speed)
    {
        var budget = Weight * (to - Seen);
        var time = from;
        Seen = to;
        var paid = Math.Min(debt, budget);
        (debt, budget) = (debt - paid, budget - paid);
        time += paid / (Weight * speed);
        Share(budget, time, speed);
    }

    /// <summary>Takes a job out of the chain that has been handed out: what the ideal system has not done of it was had ahead, and stands before all else.</summary>
    public void Serve(FairJob job)
    {
        var left = Math.Max(0, job.UserFinish - Clock);
        tree.Remove(job);
        job.VirtuallyDone = true;
        chainedDebt += job.Link - chained;
        debt += left;
        job.Frozen = Start;
    }

    /// <summary>Charges work that was had beyond what was said; below 0 it is paid back, as far as it goes against debt and jobs in line.</summary>
    public void Charge(double work)
    {
        chainedDebt += work;
        debt += work;
        if (debt >= 0) return;
        var credit = -debt;
        debt = 0;
        Share(credit, Seen, double.NaN);
    }

    private void Share(double budget, double time, double speed)
    {
        while (tree.First is { } first)
        {
            var need = Math.Max(0, first.UserFinish - Clock) * tree.Count;
            // Whether the clock came here in one stride or in many, a job that ends just now has ended.
            if (need > budget + (Rounding * Math.Max(1, first.UserFinish) * tree.Count)) break;
            budget = Math.Max(0, budget - need);
            time += need / (Weight * speed);
            Clock = Math.Max(Clock, first.UserFinish);
            Finish(first, time);
        }
        if (tree.Count > 0) Clock += budget / tree.Count;
    }

    /// <summary>The end of the busy period: what rounding left unfinished is finished.</summary>
    public void Retire(double now)
    {
        Start += chainedDebt / Weight;
        (chainedDebt, debt) = (0, 0);
        while (tree.First is { } first)
        {
            Clock = Math.Max(Clock, first.UserFinish);
            Finish(first, now);
        }
    }

    private void Finish(FairJob job, double time)
    {
        tree.Remove(job);
        Start += (job.Link - chained) / Weight;
        job.VirtuallyDone = true;
        job.FluidFinish = time;
        job.Frozen = Start;
        if (job.Waiting > 0) late.Add(job);
        if (job.Id is not null) Finished.Enqueue((job, Seen));
    }
}

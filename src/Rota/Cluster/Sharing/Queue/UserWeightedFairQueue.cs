namespace Rota.Cluster.Sharing;

/// <summary>
/// User-weighted fair queueing (UWFQ). Beside the real pool runs an ideal one, in which the active users share the cores by weight and each user's share is split evenly over the
/// user's jobs. Every job gets the moment at which it would finish there, and items are taken in the order of these moments: who has many jobs gets no more than who has one, small
/// jobs of light users are early, and nobody is delayed much beyond the ideal. Time comes in: the same object orders a simulated pool and a live one. Not for several threads at once.
/// </summary>
/// <remarks>
/// Kazemaks, Versluis, Kulahcioglu Ozkan, Decouchant 2025 (arXiv 2510.15485). Times in seconds, work in core-seconds (any unit, if it is the same for both), virtual times in
/// core-seconds per unit of weight. With weights V advances at R / (sum of active weights) and a job of work L lengthens its user's chain by L / weight; with equal weights that is the
/// published rule. The chain of a user is kept as a tree with sums, so that a submission costs a logarithm of the user's jobs instead of all of them.
/// </remarks>
public sealed class UserWeightedFairQueue
{
    private static readonly Comparer<FairUser> ByEnd = Comparer<FairUser>.Create((a, b) =>
        a.End.CompareTo(b.End) is var order and not 0 ? order : string.CompareOrdinal(a.Name, b.Name));

    private static readonly Comparer<FairUser> ByDeadline = Comparer<FairUser>.Create((a, b) =>
        a.NextDeadline.CompareTo(b.NextDeadline) is var order and not 0 ? order : a.Next!.Sequence.CompareTo(b.Next!.Sequence));

    private readonly FairQueueOptions options;
    private readonly double grace;
    private readonly Dictionary<string, FairUser> users = new(StringComparer.Ordinal);
    private readonly SortedSet<FairUser> active = new(ByEnd);
    private readonly SortedSet<FairUser> ready = new(ByDeadline);
    private readonly Queue<(FairUser User, double End)> historic = new();
    private double weights;
    private long submissions;
    private long arrivals;

    /// <summary>An empty queue at time 0.</summary>
    /// <exception cref="RotaException">An option is out of range.</exception>
    public UserWeightedFairQueue(FairQueueOptions options)
    {
        this.options = options.Validated();
        grace = options.Grace ?? 3 * options.Cores / 2;
    }

    /// <summary>The time up to which the queue has been told of.</summary>
    public double Now { get; private set; }

    /// <summary>The global virtual time (V of the article) at <see cref="Now"/>. It stands while no user is active.</summary>
    public double VirtualTime { get; private set; }

    /// <summary>Users whose work the ideal system has not finished.</summary>
    public int ActiveUsers => active.Count;

    /// <summary>Users the queue remembers; those whose busy period ended longer ago than the grace are forgotten.</summary>
    public int KnownUsers => users.Count;

    /// <summary>Items that wait.</summary>
    public long Waiting { get; private set; }

    /// <summary>Submits a job, or a further stage of a known one.</summary>
    /// <param name="now">The time; one that has passed counts as <see cref="Now"/>.</param>
    /// <param name="user">Whose it is.</param>
    /// <param name="job">Its name among the user's jobs; null for a job of its own. Known names stand for the same job until its virtual end and the grace have passed.</param>
    /// <param name="work">Estimated work of the whole job in core-seconds, at least 0. Another figure than before for a known job changes the estimate.</param>
    /// <param name="items">Items to be taken, at least 0.</param>
    /// <exception cref="RotaException">Work or items out of range, or a weight that is not greater than 0.</exception>
    public FairJob Submit(double now, string user, string? job, double work, int items = 1)
    {
        if (!(work >= 0 && double.IsFinite(work))) throw new RotaException($"work {work} of user '{user}', expected at least 0 core-seconds");
        if (items < 0) throw new RotaException($"items {items} of user '{user}', expected at least 0");
        Advance(now);
        ForgetUsers();
        if (!users.TryGetValue(user, out var owner)) users.Add(user, owner = new(user, arrivals++, options.ChainRemaining));
        Progress(owner);
        ForgetJobs(owner);
        var known = job is not null && owner.Named.TryGetValue(job, out var found) ? found : null;
        Begin(owner, known is not null);
        owner.Rechain(VirtualTime);
        var submitted = known ?? New(owner, job, work);
        if (known is null) owner.Add(submitted);
        else if (known.VirtuallyDone) Late(owner, known, work);
        else if (known.TotalWork != work) owner.Change(known, Math.Max(0, work - known.Past));
        owner.SetWaiting(submitted, submitted.Waiting + items);
        Waiting += items;
        Place(owner);
        return submitted;
    }

    /// <summary>Changes the estimate of a job, as when a stage has shown how much work it really was. Work beyond what the ideal system has finished joins the user's chain anew.</summary>
    /// <exception cref="RotaException">Work out of range.</exception>
    public void Reestimate(double now, FairJob job, double work)
    {
        if (!(work >= 0 && double.IsFinite(work))) throw new RotaException($"work {work} of user '{job.User}', expected at least 0 core-seconds");
        Advance(now);
        Rehome(job);
        var owner = job.Owner;
        Progress(owner);
        if (!job.VirtuallyDone)
        {
            owner.Rechain(VirtualTime);
            var left = Math.Max(0, work - job.Past);
            if (left == job.Work) return;
            owner.Change(job, left);
        }
        else
        {
            if (work <= job.TotalWork) return;
            Begin(owner, known: true);
            owner.Rechain(VirtualTime);
            owner.Thaw(job);
            (job.Past, job.Work) = (job.TotalWork, work - job.TotalWork);
            owner.Add(job);
        }
        Place(owner);
    }

    /// <summary>The job whose item is to be taken next: the smallest deadline, of equal ones the first submitted. Null when nothing waits.</summary>
    public FairJob? Peek() => ready.Min?.Next;

    /// <summary>Takes items of a job out of those that wait.</summary>
    /// <exception cref="InvalidOperationException">Fewer wait.</exception>
    public void Take(FairJob job, int items = 1)
    {
        if (items < 0 || job.Waiting < items) throw new InvalidOperationException($"{job.Waiting} items of the job wait, {items} cannot be taken");
        Unready(job.Owner);
        job.Owner.SetWaiting(job, job.Waiting - items);
        Waiting -= items;
        Ready(job.Owner);
    }

    /// <summary>
    /// Tells that a job without waiting items has been handed out whole, so that what the ideal system has not yet done of it stands before the user's other jobs: who was served ahead of
    /// the ideal pays that first. For hosts whose items are jobs of their own; with it nobody gains by small items behind a large one.
    /// </summary>
    public void Serve(double now, FairJob job)
    {
        Advance(now);
        var owner = job.Owner;
        Progress(owner);
        if (job.VirtuallyDone) return;
        owner.Rechain(VirtualTime);
        owner.Serve(job);
        Place(owner);
    }

    /// <summary>Charges a job's user for work beyond the estimate of a job that was served; a figure below 0 gives back.</summary>
    public void Charge(double now, FairJob job, double work)
    {
        Advance(now);
        Rehome(job);
        var owner = job.Owner;
        Progress(owner);
        if (!owner.Active && work <= 0) return;
        Begin(owner, known: true);
        owner.Rechain(VirtualTime);
        owner.Charge(work);
        Place(owner);
    }

    /// <summary>Puts items back to those that wait, as when a task was cut short: its job keeps its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 0 items.</exception>
    public void Return(FairJob job, int items = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(items);
        Unready(job.Owner);
        job.Owner.SetWaiting(job, job.Waiting + items);
        Waiting += items;
        Ready(job.Owner);
    }

    /// <summary>Lets the ideal system run on to a time.</summary>
    public void Advance(double now)
    {
        while (now > Now && active.Min is { } first)
        {
            var speed = options.Cores / weights;
            if (first.End > VirtualTime + ((now - Now) * speed)) break;
            Move(Now + (Math.Max(0, first.End - VirtualTime) / speed), Math.Max(VirtualTime, first.End), speed);
            Progress(first);
            first.Retire(options.Lazy ? double.NaN : Now);
            active.Remove(first);
            first.Active = false;
            weights = active.Count == 0 ? 0 : weights - first.Weight;
            historic.Enqueue((first, first.End));
        }
        if (!(now > Now)) return;
        if (active.Count > 0) Move(now, VirtualTime + ((now - Now) * options.Cores / weights), options.Cores / weights);
        else Now = now;
    }

    /// <summary>Lets the ideal system run until it has finished everything; returns the time.</summary>
    public double Drain()
    {
        while (active.Max is { } last) Advance(Now + Math.Max(1e-9, (last.End - VirtualTime) * weights / options.Cores) * 1.000001);
        return Now;
    }

    /// <summary>A user's share of the pool right now: weight over the weights of all active users; 0 for one that is not active.</summary>
    public double Share(string user) => users.TryGetValue(user, out var owner) && owner.Active ? owner.Weight / weights : 0;

    /// <summary>The clocks of a user: own virtual time, start and end of the busy period (v, S and E of the article); null for one the queue does not know.</summary>
    public (double Clock, double Start, double End)? UserClocks(string user) =>
        users.TryGetValue(user, out var owner) ? (owner.Clock, owner.Start, owner.End) : null;

    private void Move(double time, double virtualTime, double speed)
    {
        if (!options.Lazy)
            foreach (var user in active) user.Progress(virtualTime, Now, speed);
        Now = time;
        VirtualTime = virtualTime;
    }

    /// <summary>Brings a user up to date, which in a lazy queue happens only when something of the user changes.</summary>
    private void Progress(FairUser user)
    {
        if (user.Active && user.Seen < VirtualTime) user.Progress(VirtualTime, Now, double.NaN);
        user.Seen = VirtualTime;
    }

    /// <summary>A user who was not active begins a busy period: at the global time, or where the last one stood if a known job goes on soon enough.</summary>
    private void Begin(FairUser user, bool known)
    {
        Unready(user);
        if (user.Active)
        {
            active.Remove(user);
            return;
        }
        user.Weight = options.Weight?.Invoke(user.Name) ?? 1;
        if (!(user.Weight > 0 && double.IsFinite(user.Weight))) throw new RotaException($"weight {user.Weight} of user '{user.Name}', expected a number greater than 0");
        if (!known || VirtualTime - user.End > grace) user.Start = VirtualTime;
        user.LateEnd = user.Start;
        user.Active = true;
        weights += user.Weight;
    }

    private FairJob New(FairUser owner, string? id, double work)
    {
        var job = new FairJob(owner, id, work, submissions++);
        if (id is not null) owner.Named[id] = job;
        return job;
    }

    /// <summary>A stage that comes after its job's virtual end: at the end of the user's finished work, plus the job's own.</summary>
    private static void Late(FairUser owner, FairJob job, double work)
    {
        job.Work = work;
        owner.Freeze(job, owner.Start + (work / owner.Weight));
        owner.LateEnd = Math.Max(owner.LateEnd, job.Frozen);
    }

    /// <summary>A job whose user was forgotten and came back, or will, belongs to the user that is known now.</summary>
    private void Rehome(FairJob job)
    {
        var old = job.Owner;
        if (!users.TryGetValue(old.Name, out var current)) users.Add(old.Name, current = old);
        if (current == old) return;
        Unready(old);
        Unready(current);
        old.Thaw(job);
        job.Owner = current;
        current.Freeze(job, job.Frozen);
        Ready(old);
        Ready(current);
    }

    /// <summary>Puts a user who was changed back among the active and the ready ones.</summary>
    private void Place(FairUser user)
    {
        if (!user.Active) return;
        Unready(user);
        active.Remove(user);
        user.End = Math.Max(user.ChainEnd, user.LateEnd);
        active.Add(user);
        Ready(user);
    }

    private void Unready(FairUser user)
    {
        if (user.Next is null) return;
        ready.Remove(user);
        user.Next = null;
    }

    private void Ready(FairUser user)
    {
        user.Next = user.FirstWaiting();
        if (user.Next is null) return;
        user.NextDeadline = user.Next.Deadline;
        ready.Add(user);
    }

    private void ForgetUsers()
    {
        while (historic.TryPeek(out var old) && VirtualTime - old.End > grace)
        {
            historic.Dequeue();
            // Active again, or another by the same name: an older entry does not speak for it.
            if (old.User.Active || !users.TryGetValue(old.User.Name, out var known) || known != old.User) continue;
            if (old.User.Next is not null || VirtualTime - old.User.End <= grace) historic.Enqueue((old.User, VirtualTime));
            else users.Remove(old.User.Name);
        }
    }

    private void ForgetJobs(FairUser user)
    {
        while (user.Finished.TryPeek(out var old) && VirtualTime - old.At > grace)
        {
            user.Finished.Dequeue();
            if (old.Job is { VirtuallyDone: true, Waiting: 0 } job && user.Named.TryGetValue(job.Id!, out var named) && named == job) user.Named.Remove(job.Id!);
        }
    }
}

namespace Rota.Shop.Solvers.Packing;

/// <summary>
/// Depth-first search for a schedule that keeps the target, in order of time: where several jobs wait at a free machine, the one the rule ranks lowest
/// goes first, the others are tried when that fails. It fails when a job ends late, when a machine stands idle longer than the target allows, or when
/// <see cref="IdleCheck"/> sees it coming; the search then jumps back to the latest choice that made a blamed job wait.
/// </summary>
internal sealed class PackingSearch
{
    private const int OperationsAhead = 4;
    private const int WorkOfStep = 16;
    private const int WorkBetweenLooks = 1 << 18;

    private readonly PackingShop shop;
    private readonly PackingState state;
    private readonly PackingRanking ranking;
    private readonly IdleCheck idle;
    private readonly List<Choice> choices = [];
    private readonly HashSet<int> conflict = [];
    private Func<bool> stop = () => false;
    private long looked;
    private long nextLook;

    public PackingSearch(PackingShop shop)
    {
        this.shop = shop;
        state = new(shop);
        ranking = new(shop, state);
        idle = new(shop, state);
    }

    /// <summary>Work done so far, counted in operations looked at: the same on every computer.</summary>
    private long Work => looked + idle.Work;

    /// <summary>Starts of the operations, after the target was reached.</summary>
    public ReadOnlySpan<long> Starts => state.Starts;

    /// <summary>Searches from the beginning.</summary>
    /// <param name="rule">Order in which the jobs of a line are tried.</param>
    /// <param name="ranks">Ranks by operation for <see cref="PackingRule.Given"/>, else empty.</param>
    /// <param name="work">How much work to do at most.</param>
    /// <param name="stopped">Asked every so often.</param>
    /// <returns>True when the target is reached.</returns>
    public bool Run(PackingRule rule, ReadOnlySpan<long> ranks, long work, Func<bool> stopped)
    {
        stop = stopped;
        ranks.CopyTo(ranking.Given);
        state.Reset();
        choices.Clear();
        var until = Work + work;
        while (state.Key != long.MaxValue)
        {
            if (Work >= until || Stopped()) return false;
            if (Advance(rule)) continue;
            do
            {
                if (Work >= until || Stopped() || !JumpBack()) return false;
            }
            while (!TryNext(choices[^1]));
        }
        return true;
    }

    private bool Stopped()
    {
        if (Work < nextLook) return false;
        nextLook = Work + WorkBetweenLooks;
        return stop();
    }

    private bool Advance(PackingRule rule)
    {
        looked += WorkOfStep;
        var (machine, now) = (state.Machine, state.Key >> 1);
        if ((state.Key & 1) == 0)
        {
            state.Complete(machine, now);
            return true;
        }
        switch (state.Line(machine).Count)
        {
            case 0:
                conflict.Clear();
                idle.BlameIdle(machine, now);
                foreach (var job in idle.Late) Blame(job);
                return false;
            case 1:
                return Start(machine, 0, now, -1);
            default:
                var choice = new Choice(state.Mark, machine, now, Ranked(machine, now, rule));
                choices.Add(choice);
                return TryNext(choice);
        }
    }

    private int[] Ranked(int machine, long now, PackingRule rule)
    {
        var jobs = state.Line(machine).ToArray();
        var ranks = new long[jobs.Length];
        for (var i = 0; i < jobs.Length; i++) ranks[i] = ranking.Of(jobs[i], now, rule);
        Array.Sort(ranks, jobs);
        return jobs;
    }

    /// <summary>Takes back to the latest choice in conflict; false when there is none.</summary>
    private bool JumpBack()
    {
        looked += conflict.Count;
        var level = -1;
        foreach (var l in conflict) level = Math.Max(level, l);
        if (level < 0) return false;
        var choice = choices[level];
        choices.RemoveRange(level + 1, choices.Count - level - 1);
        state.TakeBack(choice.Mark);
        conflict.Remove(level);
        choice.Add(conflict);
        return true;
    }

    /// <summary>Tries what is left of the topmost choice; when nothing is left, its conflicts become those of the dead end.</summary>
    private bool TryNext(Choice choice)
    {
        var level = choices.Count - 1;
        while (choice.Tried < choice.Jobs.Length)
        {
            if (Stopped())
            {
                conflict.Clear();
                return false;
            }
            var job = choice.Jobs[choice.Tried++];
            if (Start(choice.Machine, state.Line(choice.Machine).IndexOf(job), choice.Time, level)) return true;
            looked += conflict.Count;
            conflict.Remove(level);
            choice.Add(conflict);
            state.TakeBack(choice.Mark);
        }
        conflict.Clear();
        if (choice.Conflict is not null) conflict.UnionWith(choice.Conflict);
        return false;
    }

    private bool Start(int machine, int place, long now, int level)
    {
        var job = state.Line(machine)[place];
        var latest = state.LatestStart(machine);
        state.Start(machine, place, now, level);
        conflict.Clear();
        if (now > latest)
        {
            idle.BlameIdle(machine, now);
            foreach (var late in idle.Late) Blame(late);
            Blame(job);
            return false;
        }
        if (!CanEnd(job, now)) return false;
        var line = state.Line(machine);
        looked += line.Count;
        for (var i = 0; i < line.Count; i++)
            if (!CanEnd(line[i], now) || !CanFeed(line[i], now)) return false;
        return true;
    }

    private bool CanEnd(int job, long now)
    {
        var id = state.Next(job);
        if (state.Lag(job, now) + shop.Head[id] + shop.Duration[id] + shop.Tail[id] <= shop.Target) return true;
        Blame(job);
        return false;
    }

    /// <summary>True when no machine that the job visits soon must stand idle.</summary>
    private bool CanFeed(int job, long now)
    {
        var id = state.Next(job);
        var end = Math.Min(shop.First[job + 1], id + 1 + OperationsAhead);
        var lag = state.Lag(job, now);
        while (++id < end)
        {
            // A job that comes before the machine runs dry opens no gap.
            if (shop.Head[id] + lag <= state.DryAt(shop.Machine[id], now)) continue;
            if (idle.Passes(shop.Machine[id], now)) continue;
            foreach (var late in idle.Late) Blame(late);
            return false;
        }
        return true;
    }

    /// <summary>Adds the choices that made a job wait: those on each machine while it waited there, and the one before that kept the machine busy.</summary>
    private void Blame(int job)
    {
        long ready = 0;
        var next = state.Next(job);
        for (var id = shop.First[job]; id <= next && id < shop.First[job + 1]; id++)
        {
            looked++;
            var started = id < next || state.IsRunning(job) ? state.Starts[id] : long.MaxValue;
            if (started > ready)
            {
                var levels = state.Levels(shop.Machine[id]);
                for (var i = levels.Count - 1; i >= 0; i--)
                {
                    looked++;
                    var time = choices[levels[i]].Time;
                    if (time < started) conflict.Add(levels[i]);
                    if (time < ready) break;
                }
            }
            ready = started + shop.Duration[id];
        }
    }

    private sealed class Choice(int mark, int machine, long time, int[] jobs)
    {
        public int Mark => mark;

        public int Machine => machine;

        public long Time => time;

        public int[] Jobs => jobs;

        public int Tried { get; set; }

        public HashSet<int>? Conflict { get; private set; }

        public void Add(HashSet<int> more)
        {
            if (more.Count > 0) (Conflict ??= []).UnionWith(more);
        }
    }
}

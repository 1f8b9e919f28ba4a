namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// The distribution of the future peak: many scenarios, each with a length for every request. A request has its own quantile in each scenario (common random
/// numbers), so that between two questions only what was learnt changes; a request that outlives its length in a scenario draws another. A scenario's peak does not change while its requests decode
/// in lock step: memory grows by what remainders shrink; therefore it is computed again only when somebody joined, left or outlived its length.
/// </summary>
public sealed class PeakScenarios
{
    private readonly ulong seed;
    private readonly FuturePeak[] peaks;
    private readonly bool[] stale;
    private readonly Dictionary<int, Member> members = [];
    private readonly List<int> gone = [];
    private readonly List<Member> order = [];
    private readonly Member candidate;
    private long step;
    private int round;

    /// <summary>Scenarios of an empty batch.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Same seed, same quantiles.</param>
    public PeakScenarios(int count, ulong seed)
    {
        if (count is < 1 or > 100_000) throw new RotaException($"{count} scenarios, expected 1 to 100000");
        this.seed = seed;
        peaks = [.. Enumerable.Range(0, count).Select(_ => new FuturePeak())];
        stale = new bool[count];
        candidate = new Member(count);
    }

    /// <summary>How many scenarios.</summary>
    public int Count => peaks.Length;

    /// <summary>A round of questions begins.</summary>
    /// <param name="now">Decode steps made so far.</param>
    public void Begin(long now)
    {
        step = now;
        round++;
    }

    /// <summary>A request runs in this round.</summary>
    /// <param name="request">Its number.</param>
    /// <param name="used">Tokens of KV it holds.</param>
    /// <param name="generated">Tokens it generated.</param>
    /// <param name="cap">Most it may generate.</param>
    /// <param name="lengths">What is known of its like.</param>
    /// <param name="learnt">True when more is known than in the last round.</param>
    public void Runs(int request, long used, int generated, int cap, LengthSurvival lengths, bool learnt)
    {
        if (!members.TryGetValue(request, out var member))
        {
            members[request] = member = new Member(peaks.Length) { Request = request };
            learnt = true;
        }
        member.Round = round;
        if (member.Used != used - step)
        {
            member.Used = used - step;
            learnt = true;
        }
        if (learnt || member.FirstEnd <= step) Place(member, generated, cap, lengths, all: learnt);
    }

    /// <summary>All that run were named: the others have left.</summary>
    public void Ready()
    {
        gone.Clear();
        foreach (var (request, member) in members)
            if (member.Round != round) gone.Add(request);
        foreach (var request in gone) members.Remove(request);
        if (gone.Count > 0) Array.Fill(stale, true);
        order.Clear();
        order.AddRange(members.Values);
        for (var s = 0; s < peaks.Length; s++)
        {
            if (!stale[s]) continue;
            stale[s] = false;
            peaks[s].Clear();
            foreach (var member in order) peaks[s].Add(new(member.Used, member.Ends[s]));
        }
    }

    /// <summary>Whether the peak with one more request passes a limit in at most a share of the scenarios.</summary>
    /// <param name="request">Its number.</param>
    /// <param name="used">Tokens of KV it will hold when its prompt is computed.</param>
    /// <param name="generated">Tokens it generated before.</param>
    /// <param name="cap">Most it may generate.</param>
    /// <param name="lengths">What is known of its like.</param>
    /// <param name="limit">Tokens of KV.</param>
    /// <param name="risk">Share of the scenarios, in [0, 1].</param>
    public bool Fits(int request, long used, int generated, int cap, LengthSurvival lengths, double limit, double risk)
    {
        (candidate.Request, candidate.Used) = (request, used - step);
        Place(candidate, generated, cap, lengths, all: true, marks: false);
        var may = (int)(risk * peaks.Length);
        for (var s = 0; s < peaks.Length; s++)
            if (peaks[s].PeakWith(new(candidate.Used, candidate.Ends[s])) > limit && --may < 0) return false;
        return true;
    }

    /// <summary>The request asked about last joins.</summary>
    public void Admit()
    {
        var member = new Member(peaks.Length) { Request = candidate.Request, Used = candidate.Used, Round = round, FirstEnd = candidate.FirstEnd };
        candidate.Ends.CopyTo(member.Ends, 0);
        members[member.Request] = member;
        for (var s = 0; s < peaks.Length; s++) peaks[s].Add(new(member.Used, member.Ends[s]));
    }

    /// <summary>The peaks, in tokens, in no particular order.</summary>
    public IEnumerable<long> Peaks => peaks.Select(peak => peak.Peak);

    private void Place(Member member, int generated, int cap, LengthSurvival lengths, bool all, bool marks = true)
    {
        var first = long.MaxValue;
        for (var s = 0; s < peaks.Length; s++)
        {
            if (all || member.Ends[s] <= step)
            {
                // One that outlived its length is drawn afresh: its old quantile is low because it was the one outlived.
                var end = step + lengths.Quantile(generated, Uniform(member.Request, s, all ? 0 : generated + 1), cap) - generated;
                if (marks && end != member.Ends[s]) stale[s] = true;
                member.Ends[s] = end;
            }
            first = Math.Min(first, member.Ends[s]);
        }
        member.FirstEnd = first;
        if (marks && all) Array.Fill(stale, true);
    }

    /// <summary>The quantile of a request in a scenario: a hash, so that nothing needs to be kept.</summary>
    private double Uniform(int request, int scenario, int draw)
    {
        var z = seed + ((((ulong)(uint)request << 20) + (uint)scenario + 1) * 0x9E3779B97F4A7C15UL) + ((ulong)(uint)draw * 0xD1B54A32D192ED03UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Used tokens and last steps as they would be counted from step 0, which does not change while a request decodes.</summary>
    private sealed class Member(int count)
    {
        public int Request { get; set; }

        public long Used { get; set; } = long.MinValue;

        public long[] Ends { get; } = new long[count];

        public long FirstEnd { get; set; }

        public int Round { get; set; }
    }
}

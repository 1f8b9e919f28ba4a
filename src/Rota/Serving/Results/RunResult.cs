using Rota.Serving.Engine;

namespace Rota.Serving.Results;

/// <summary>What a rehearsal brought.</summary>
public sealed class RunResult
{
    private readonly RequestTable table;
    private readonly InstanceCore[] cores;
    private readonly double overhead;

    internal RunResult(
        Workload workload, Fleet fleet, RequestTable table, InstanceCore[] cores, long end, string? unfinished, List<StepRecord>? steps, List<StoryEvent>? story,
        Placement? router = null)
    {
        (Workload, Fleet, this.table, this.cores, UnfinishedReason) = (workload, fleet, table, cores, unfinished);
        (Steps, Story) = (steps ?? [], story ?? []);
        Measures = [.. cores.SelectMany(c => c.Parts.All).SelectMany(part => part.Measures), .. router?.Measures ?? []];
        EndSeconds = SimTime.ToSeconds(end);
        overhead = SimTime.ToSeconds(cores[0].Latency.RequestOverhead);
    }

    /// <summary>What ran.</summary>
    public Workload Workload { get; }

    /// <summary>Where it ran.</summary>
    public Fleet Fleet { get; }

    /// <summary>Why requests were left at the end; null when none were.</summary>
    public string? UnfinishedReason { get; }

    /// <summary>Every step, when they were kept.</summary>
    public IReadOnlyList<StepRecord> Steps { get; }

    /// <summary>What happened to the requests, when it was kept.</summary>
    public IReadOnlyList<StoryEvent> Story { get; }

    /// <summary>Everything that happened, in order, when it was kept: what the referee follows.</summary>
    public IReadOnlyList<LogEntry> Log { get; internal init; } = [];

    /// <summary>What the policies counted of themselves.</summary>
    public IReadOnlyList<PolicyMeasure> Measures { get; }

    /// <summary>When the run ended, seconds.</summary>
    public double EndSeconds { get; }

    /// <summary>Steps of all instances.</summary>
    public long StepCount => cores.Sum(c => c.Counters.Steps);

    /// <summary>Times a request lost its KV.</summary>
    public long Preemptions => cores.Sum(c => c.Counters.Preemptions);

    /// <summary>Prompt tokens found in the cache.</summary>
    public long HitTokens => cores.Sum(c => c.Counters.HitTokens);

    /// <summary>Tokens looked for in the cache.</summary>
    public long QueriedTokens => cores.Sum(c => c.Counters.QueriedTokens);

    /// <summary>Tokens computed in prefills, recomputation included.</summary>
    public long PrefillTokens => cores.Sum(c => c.Counters.PrefillTokens);

    /// <summary>Tokens computed in decodes.</summary>
    public long DecodeTokens => cores.Sum(c => c.Counters.DecodeTokens);

    /// <summary>Tokens whose KV was lost.</summary>
    public long RecomputedTokens => cores.Sum(c => c.Counters.RecomputedTokens);

    /// <summary>Times KV moved to host memory.</summary>
    public long SwapOuts => cores.Sum(c => c.Counters.SwapOuts);

    /// <summary>What was copied between GPU and host memory.</summary>
    public SwapStatistics Swaps
    {
        get
        {
            var all = new SwapStatistics();
            foreach (var core in cores)
                if (core.Parts.Swapping is { } swapping) all.Add(swapping.Statistics);
            return all;
        }
    }

    /// <summary>Prompt tokens copied back from a host tier.</summary>
    public long RestoredTokens => cores.Sum(c => c.Counters.RestoredTokens);

    /// <summary>Seconds instances waited for copies.</summary>
    public double StallSeconds => cores.Sum(c => SimTime.ToSeconds(c.Counters.StallTime));

    /// <summary>Seconds of steps, all instances together.</summary>
    public double BusySeconds => cores.Sum(c => SimTime.ToSeconds(c.Counters.BusyTime));

    /// <summary>Energy of the steps by the latency model's power model, joules.</summary>
    public double Joules => cores.Sum(c => c.Counters.Joules);

    /// <summary>Bytes of experts read.</summary>
    public double ExpertBytes => cores.Sum(c => c.Counters.ExpertBytes);

    /// <summary>Bytes of experts read in layers that only prompts passed.</summary>
    public double PrefillExpertBytes => cores.Sum(c => c.Counters.PrefillExpertBytes);

    /// <summary>Bytes of experts read in layers that prompts and decodes passed together; the rest of <see cref="ExpertBytes"/> is of decodes alone.</summary>
    public double MixedExpertBytes => cores.Sum(c => c.Counters.MixedExpertBytes);

    /// <summary>Bytes of weights read, experts not counted.</summary>
    public double WeightBytes => cores.Sum(c => c.Counters.WeightBytes);

    /// <summary>Passes stopped at a segment's end before they were through.</summary>
    public long Interruptions => cores.Sum(c => c.Counters.Interruptions);

    /// <summary>Picoseconds from every wish to stop a pass to the time it stood, at a segment's end or its own: how long a preemption is blocked.</summary>
    public WeightedSample StopDelays()
    {
        var all = new WeightedSample();
        foreach (var core in cores) all.Add(core.Counters.StopDelays);
        return all;
    }

    /// <summary>Mean share of KV blocks in use while steps ran.</summary>
    public double MeanKvUse => BusySeconds == 0 ? 0 : cores.Sum(c => c.Counters.UsedBlockSeconds / c.Pool.Total) / BusySeconds;

    /// <summary>Largest share of KV blocks in use.</summary>
    public double PeakKvUse => cores.Max(c => (double)c.Counters.PeakUsedBlocks / c.Pool.Total);

    /// <summary>What became of a request.</summary>
    public RequestResult this[int request] => new(
        request, table.State[request], SimTime.ToSeconds(table.Arrived[request]), SimTime.ToSeconds(table.Scheduled[request]),
        SimTime.ToSeconds(table.FirstToken[request]) + overhead, SimTime.ToSeconds(table.LastToken[request]) + overhead, Workload.Prompt[request], table.Generated[request],
        SimTime.ToSeconds(table.Waited[request]), SimTime.ToSeconds(table.MaxGap[request]), table.HitTokens[request], table.PrefilledTokens[request],
        table.Preemptions[request], table.Instance[request], table.Attempts[request])
    {
        PausedSeconds = SimTime.ToSeconds(table.PausedTime[request]),
    };

    /// <summary>All requests.</summary>
    public IEnumerable<RequestResult> Requests => Enumerable.Range(0, Workload.Count).Select(i => this[i]);

    /// <summary>Gaps between tokens of a class, picoseconds.</summary>
    public WeightedSample Gaps(int @class)
    {
        var all = new WeightedSample();
        foreach (var core in cores) all.Add(core.Gaps.ByClass[@class]);
        return all;
    }

    /// <summary>Gaps between tokens of all classes, picoseconds.</summary>
    public WeightedSample Gaps()
    {
        var all = new WeightedSample();
        for (var i = 0; i < Workload.Classes.Length; i++) all.Add(Gaps(i));
        return all;
    }

    /// <summary>Number of requests that ended so.</summary>
    public int CountOf(RequestState state) => table.State.Count(s => s == state);

}

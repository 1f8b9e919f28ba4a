using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving;

/// <summary>What a run brought.</summary>
internal sealed record FastSwitchOutcome
{
    public required FastSwitchCell Cell { get; init; }

    /// <summary>Time to the first token of every turn, seconds, beside the context it began with, tokens.</summary>
    public required (double Ttft, int Context)[] Turns { get; init; }

    public required double TbtP99 { get; init; }

    public required double TbtP999 { get; init; }

    public required double TokensPerSecond { get; init; }

    /// <summary>Share of the engine's busy time in which it waited for copies.</summary>
    public required double StallShare { get; init; }

    /// <summary>Share of the time between first and last tokens in which requests were paused.</summary>
    public required double PauseShare { get; init; }

    public required long Pages { get; init; }

    public required long PagesOut { get; init; }

    public required double PagesPerCall { get; init; }

    public required double RecomputedTokens { get; init; }

    public required int Unfinished { get; init; }

    /// <summary>LLaMA-3-8B on an A10 as section 6 of the specification has it: 38,000 tokens of KV, 64 requests, 8 ms of engine a step.</summary>
    public static FastSwitchOutcome Of(FastSwitchCell cell)
    {
        var trace = Conversations.Create(new() { Conversations = cell.Conversations, Rate = cell.Rate, Seed = cell.Seed });
        var latency = new RooflineLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a10"), new() { HostMilliseconds = 8 });
        var limits = new EngineLimits { KvBlocks = 38_000 / 16, MaxSequences = 64, PrefixCaching = cell.Contender.PrefixCache };
        var workload = Workload.Of(trace);
        var result = ServingRun.Of(workload, Fleet.Of(new InstanceSpec(limits, latency, cell.Policy())), new RunOptions { Seed = cell.Seed });
        var gaps = result.Gaps();
        var requests = result.Requests.Where(r => r.State == RequestState.Finished).ToArray();
        var swaps = result.Swaps;
        return new()
        {
            Cell = cell,
            Turns = [.. requests.Select(r => (r.Ttft, r.Prompt))],
            TbtP99 = SimTime.ToSeconds(gaps.Quantile(0.99)),
            TbtP999 = SimTime.ToSeconds(gaps.Quantile(0.999)),
            TokensPerSecond = requests.Sum(r => (double)r.Output) / result.EndSeconds,
            StallShare = result.StallSeconds / result.BusySeconds,
            PauseShare = requests.Sum(r => r.PausedSeconds) / requests.Sum(r => r.LastToken - r.FirstToken),
            Pages = swaps.Pages,
            PagesOut = swaps.PagesOut,
            PagesPerCall = swaps.PagesPerCall,
            RecomputedTokens = result.RecomputedTokens,
            Unfinished = workload.Count - requests.Length,
        };
    }
}

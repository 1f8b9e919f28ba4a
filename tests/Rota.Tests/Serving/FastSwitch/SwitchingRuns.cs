using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;

namespace Rota.Tests.Serving.FastSwitch;

/// <summary>Conversations under pressure on a small A10, for tests.</summary>
internal static class SwitchingRuns
{
    public static ILatencyModel A10 { get; } = new RooflineLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a10"), new() { HostMilliseconds = 8 });

    public static Workload Conversations(int count, double gap = 0.7, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        List<TraceRequest> requests = [];
        for (var c = 0; c < count; c++)
        {
            var (turns, context) = (1 + random.Next(4), 0);
            for (var turn = 0; turn < turns; turn++)
            {
                var request = new TraceRequest
                {
                    Program = $"c{c}",
                    ArrivalSeconds = c * gap,
                    Prompt = context + 20 + random.Next(100),
                    Output = 1 + random.Next(60),
                    PauseSeconds = random.NextExponential(2),
                };
                requests.Add(request);
                context = request.Prompt + request.Output;
            }
        }
        return Workload.Of(new ServingTrace("conversations", [.. requests]));
    }

    public static RunResult Run(Workload workload, ServingPolicy policy, int blocks = 60, bool caching = true, bool jumps = true) => ServingRun.Of(
        workload, Fleet.Of(new InstanceSpec(new EngineLimits { KvBlocks = blocks, MaxSequences = 64, PrefixCaching = caching }, A10, policy)),
        new RunOptions { CheckEveryStep = true, Jumps = jumps });

    public static ServingPolicy Policy(SwapChoice? swap, OrderChoice? order = null) =>
        FastSwitchPolicies.ByPriority("test", swap is HostSwap { HostTokens: 460_000 } ? (HostSwap)swap with { HostTokens = 12_800 } : swap) with
        {
            Order = order ?? new RandomPriority { Period = 5 },
            Batching = swap is GroupSwap { Streams: true } ? FastSwitchPolicies.PlusBatching : new PriorityBatching(),
        };

    public static List<(double First, double Last, double Gap)> TokenTimes(RunResult result) => [.. result.Requests.Select(r => (r.FirstToken, r.LastToken, r.MaxGap))];
}

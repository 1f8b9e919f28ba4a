using CsCheck;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class OrderedChunksTests
{
    private static readonly EngineLimits Limits = new() { KvBlocks = 8000, MaxSequences = 64, PrefixCaching = false };

    [Fact]
    public void First_come_first_served_it_is_what_vllm_does_to_prompts()
    {
        Gen.Select(Gen.Select(Gen.Double[0, 3], Gen.Int[1, 3000]).Array[1, 30], Gen.Int[16, 2000], Gen.Bool).Sample((drawn, budget, whole) =>
        {
            var trace = drawn.OrderBy(r => r.Item1).Select(r => Request(r.Item1, r.Item2, 1)).ToArray();
            PrefillShape shape = whole ? new WholePrompts { Budget = budget } : new TokenChunks { Budget = budget };
            var vllm = new ServingPolicy("vllm") { Prefill = shape };
            Assert.Equal(Run(vllm, trace).Requests, Run(vllm with { Batching = new OrderedChunks() }, trace).Requests);
        }, iter: 100);
    }

    [Fact]
    public void An_earlier_deadline_preempts_where_the_chunk_ends()
    {
        var policy = new ServingPolicy("test") { Order = new EarliestDeadlineFirst(), Prefill = new TokenChunks { Budget = 400 }, Batching = new OrderedChunks { ControlMilliseconds = 4 } };
        // Chunks of 400 tokens take 404 ms; the other starts at the first end and leaves 300 tokens of its chunk to the long one.
        var run = Run(policy, [Request(0, 1000, 5), Request(0.1, 100, 0.5)]);
        Assert.Equal([1.112, 0.808], run.Requests.Select(r => Math.Round(r.FirstToken, 6)));
    }

    private static TraceRequest Request(double arrival, int prompt, double target) => new() { ArrivalSeconds = arrival, Prompt = prompt, Output = 1, TtftTarget = target };

    private static RunResult Run(ServingPolicy policy, TraceRequest[] requests) => ServingRun.Of(
        Workload.Of(new ServingTrace("test", [.. requests])), Fleet.Of(new InstanceSpec(Limits, new LineLatency(), policy)), new RunOptions { CheckEveryStep = true });
}

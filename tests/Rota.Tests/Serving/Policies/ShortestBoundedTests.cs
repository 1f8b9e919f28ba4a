using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class ShortestBoundedTests
{
    // A millisecond a token: 100 tokens every 50 ms are twice what there is time for, and one prompt of 500 is among the first.
    private static readonly TraceRequest[] Overload =
        [.. Enumerable.Range(0, 200).Select(i => new TraceRequest { ArrivalSeconds = i * 0.05, Prompt = i == 3 ? 500 : 100, Output = 1 })];

    [Fact]
    public void While_nobody_waits_long_the_shortest_prompt_is_next()
    {
        var run = Run(new ShortestBounded(), [Request(0, 100), Request(0.01, 300), Request(0.02, 50)]);
        Assert.Equal([0.1, 0.45, 0.15], run.Requests.Select(r => Math.Round(r.FirstToken, 6)));
    }

    [Fact]
    public void A_long_prompt_in_overload_waits_no_longer_than_it_would_in_order_of_arrival_at_worst()
    {
        var inOrder = Run(new FirstComeFirstServed(), Overload).Requests.Max(r => r.Ttft);
        var starved = Run(new ShortestPrefillFirst(), Overload)[3].Ttft;
        var bounded = Run(new ShortestBounded { Bound = 1, PatienceSeconds = 0 }, Overload);
        Assert.True(starved > 15, $"shortest first alone lets it wait {starved} s");
        Assert.InRange(bounded[3].Ttft, 0.5, inOrder + 0.5);
        Assert.True(bounded.Requests.Max(r => r.Ttft) <= inOrder + 0.6);
    }

    [Fact]
    public void Patience_is_given_whatever_the_queue()
    {
        var eager = Run(new ShortestBounded { Bound = 0, PatienceSeconds = 0 }, Overload);
        Assert.Equal(Run(new FirstComeFirstServed(), Overload).Requests, eager.Requests);
        Assert.Equal(Run(new ShortestPrefillFirst(), Overload).Requests, Run(new ShortestBounded { Bound = 0, PatienceSeconds = 1000 }, Overload).Requests);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Equal("a bound of -1, expected 0 to 10", Refused(new ShortestBounded { Bound = -1 }));
        Assert.Equal("a patience of NaN s, expected at least 0", Refused(new ShortestBounded { PatienceSeconds = double.NaN }));
        Assert.Equal("a memory of 0 s, expected more than 0", Refused(new ShortestBounded { MemorySeconds = 0 }));
    }

    private static string Refused(ShortestBounded order) => Assert.Throws<RotaException>(() => Run(order, [Request(0, 1)])).Message;

    private static TraceRequest Request(double arrival, int prompt) => new() { ArrivalSeconds = arrival, Prompt = prompt, Output = 1 };

    private static RunResult Run(OrderChoice order, TraceRequest[] requests)
    {
        var limits = new EngineLimits { KvBlocks = 5000, MaxSequences = 500, PrefixCaching = false };
        var policy = new ServingPolicy("test") { Order = order, Prefill = new WholePrompts { Budget = 1 } };
        return ServingRun.Of(Workload.Of(new("test", [.. requests])), Fleet.Of(new InstanceSpec(limits, new LineLatency(), policy)), new RunOptions { CheckEveryStep = true });
    }
}

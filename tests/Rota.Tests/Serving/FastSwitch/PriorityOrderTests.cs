using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.FastSwitch;

public sealed class PriorityOrderTests
{
    [Fact]
    public void Priorities_are_uniform_and_belong_to_request_and_refresh()
    {
        var trace = new PriorityTrace(7);
        var values = Enumerable.Range(0, 100).SelectMany(request => Enumerable.Range(0, 100).Select(refresh => trace.Uniform(request, refresh))).ToArray();
        Assert.All(values, value => Assert.InRange(value, 0, 1));
        Assert.InRange(values.Average(), 0.49, 0.51);
        Assert.InRange(values.Average(v => v * v), 0.32, 0.347);
        Assert.Equal(values.Length, values.Distinct().Count());
        Assert.Equal(values[1234], new PriorityTrace(7).Uniform(12, 34));
        Assert.NotEqual(trace.Uniform(3, 4), trace.Uniform(3, 4, 1));
        Assert.NotEqual(trace.Uniform(3, 4), new PriorityTrace(8).Uniform(3, 4));
    }

    [Fact]
    public void Who_ran_tends_to_go_on_under_Markov_priorities()
    {
        var chats = SwitchingRuns.Conversations(16);
        var random = SwitchingRuns.Run(chats, SwitchingRuns.Policy(new IdealSwap()));
        var markov = SwitchingRuns.Run(chats, SwitchingRuns.Policy(new IdealSwap(), new MarkovPriority { Period = 5 }));
        var chance = SwitchingRuns.Run(chats, SwitchingRuns.Policy(new IdealSwap(), new MarkovPriority { Period = 5, Stay = 0 }));
        Assert.True(markov.SwapOuts < 0.8 * random.SwapOuts, $"{markov.SwapOuts} swap-outs, {random.SwapOuts} with random priorities");
        Assert.Equal(SwitchingRuns.TokenTimes(random), SwitchingRuns.TokenTimes(chance));
    }

    [Theory]
    [InlineData("vtc")]
    [InlineData("drr")]
    public void A_client_that_asks_for_little_is_not_held_up_by_one_that_asks_for_much(string name)
    {
        OrderChoice order = name == "vtc" ? new VirtualTokenCounter { Period = 5 } : new DeficitRoundRobin { Period = 5, Quantum = 64 };
        var fair = SwitchingRuns.Run(TwoClients(), SwitchingRuns.Policy(new GroupSwap(), order));
        var first = SwitchingRuns.Run(TwoClients(), SwitchingRuns.Policy(new GroupSwap(), new FirstComeFirstServed()));
        Assert.True(Light(fair) < 0.6 * Light(first), $"{Light(fair)} s, {Light(first)} s first come first served");

        static double Light(Rota.Serving.Results.RunResult result) => result.Requests.Where(r => r.Request >= 20).Max(r => r.LastToken);
    }

    [Fact]
    public void A_client_that_idled_cannot_save_up_service()
    {
        // The light client comes when the heavy one was served for long. Without the lift it would have the engine to itself until it is done.
        var result = SwitchingRuns.Run(TwoClients(lightAt: 4, heavy: 40), SwitchingRuns.Policy(new GroupSwap(), new VirtualTokenCounter { Period = 5 }));
        var light = result.Requests.Where(r => r.Request >= 40).ToArray();
        var (from, to) = (light.Min(r => r.FirstToken), light.Max(r => r.LastToken));
        Assert.True(from < 4.5, $"first token at {from} s");
        Assert.InRange(result.Requests.Count(r => r.Request < 40 && r.LastToken > from && r.LastToken < to), 3, 20);
    }

    [Fact]
    public void The_request_that_is_due_first_goes_first()
    {
        List<TraceRequest> requests = [.. Enumerable.Range(0, 10).Select(_ => new TraceRequest { Prompt = 100, Output = 40, TtftTarget = 30, TbtTarget = 1 })];
        requests.Add(new() { Prompt = 100, Output = 40, ArrivalSeconds = 0.2, TtftTarget = 0.5, TbtTarget = 0.05 });
        var workload = Workload.Of(new ServingTrace("slack", [.. requests]));
        var slack = SwitchingRuns.Run(workload, SwitchingRuns.Policy(new GroupSwap(), new SlackPriority { Period = 1 }), blocks: 20);
        Assert.True(slack[10].Ttft < 0.5, $"{slack[10].Ttft} s");
        Assert.True(SwitchingRuns.Run(workload, SwitchingRuns.Policy(new GroupSwap(), new FirstComeFirstServed()), blocks: 20)[10].Ttft > 0.5);
    }

    private static Workload TwoClients(double lightAt = 0.5, int heavy = 20) => Workload.Of(new ServingTrace("clients",
    [
        .. Enumerable.Range(0, heavy).Select(_ => new TraceRequest { Class = "heavy", Prompt = 100, Output = 40 }),
        .. Enumerable.Range(0, 6).Select(_ => new TraceRequest { Class = "light", Prompt = 100, Output = 40, ArrivalSeconds = lightAt }),
    ]));
}

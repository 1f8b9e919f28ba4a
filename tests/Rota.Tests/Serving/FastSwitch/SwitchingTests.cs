using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.FastSwitch;

public sealed class SwitchingTests
{
    private static readonly Workload Chats = SwitchingRuns.Conversations(16);

    public static TheoryData<string, SwapChoice?> Ways => new()
    {
        { "pages", new PageSwap() },
        { "groups", new GroupSwap { Async = false, Reuse = false } },
        { "groups and beside", new GroupSwap { Reuse = false } },
        { "groups and reuse", new GroupSwap { Async = false } },
        { "all", new GroupSwap() },
        { "all, small groups, shared link, little host memory", new GroupSwap { GroupPages = 4, SharedLink = true, HostTokens = 480 } },
        { "slow link", new GroupSwap { Link = new(0.2, 5) } },
        { "slow link, little host memory, no reuse", new GroupSwap { Link = new(0.2, 5), Reuse = false, HostTokens = 320 } },
        { "buffer", new MergeBuffer() },
        { "ours", FastSwitchPolicies.Plus },
        { "ours, slow shared link, little host memory", FastSwitchPolicies.Plus with { Link = new(0.2, 5), SharedLink = true, HostTokens = 480 } },
        { "ideal", new IdealSwap() },
        { "recompute", null },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_request_ends_with_all_its_tokens_and_every_page_is_accounted_for_after_every_step(string name, SwapChoice? swap)
    {
        OrderChoice[] orders = [new RandomPriority { Period = 5 }, new MarkovPriority { Period = 5 }, new VirtualTokenCounter { Period = 5 }, new DeficitRoundRobin { Period = 5 }, new SlackPriority { Period = 5 }];
        foreach (var order in name == "all" ? orders : orders[..2])
        {
            var result = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(swap, order));
            Assert.True(result.UnfinishedReason is null, $"{name}, {order.Name}: {result.UnfinishedReason}");
            Assert.Equal(Chats.Count, result.CountOf(RequestState.Finished));
            Assert.All(result.Requests, r => Assert.Equal(Chats.Trace.Requests[r.Request].Output, r.Output));
            Assert.All(result.Requests, r => Assert.InRange(r.PausedSeconds, 0, r.LastToken - r.FirstToken + 1e-9));
            Assert.Equal(Chats.Trace.Requests.Sum(r => r.Output - 1L), result.Gaps().Count);
            if (swap is not null) Assert.True(result.SwapOuts > 8, $"{name}, {order.Name}: {result.SwapOuts} swap-outs");
        }
    }

    [Fact]
    public void Copies_that_take_no_time_make_all_ways_to_swap_the_same()
    {
        SwapChoice[] ways = [new IdealSwap(), new PageSwap { Free = true }, new GroupSwap { Async = false, Reuse = false, Free = true }, new GroupSwap { Reuse = false, Free = true }, new GroupSwap { Free = true }, new GroupSwap { Free = true, WriteBehind = true }];
        var runs = ways.Select(way => SwitchingRuns.TokenTimes(SwitchingRuns.Run(Chats, SwitchingRuns.Policy(way)))).ToArray();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Fact]
    public void The_same_input_gives_the_same_output_with_jumps_and_without()
    {
        foreach (var way in new SwapChoice?[] { new GroupSwap(), new PageSwap(), null })
        {
            var first = SwitchingRuns.TokenTimes(SwitchingRuns.Run(Chats, SwitchingRuns.Policy(way)));
            Assert.Equal(first, SwitchingRuns.TokenTimes(SwitchingRuns.Run(Chats, SwitchingRuns.Policy(way))));
            Assert.Equal(first, SwitchingRuns.TokenTimes(SwitchingRuns.Run(Chats, SwitchingRuns.Policy(way), jumps: false)));
        }
    }

    [Fact]
    public void Each_mechanism_does_what_it_is_for()
    {
        var pages = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new PageSwap()));
        var groups = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap { Async = false, Reuse = false }));
        var beside = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap { Reuse = false }));
        var all = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap()));
        var ours = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(FastSwitchPolicies.Plus));
        var ideal = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new IdealSwap()));
        Assert.InRange(pages.Swaps.PagesPerCall, 1, 1.1);
        Assert.InRange(groups.Swaps.PagesPerCall, 4, 60);
        Assert.True(groups.StallSeconds < pages.StallSeconds / 2);
        Assert.True(beside.StallSeconds < groups.StallSeconds);
        Assert.True(all.Swaps.PagesOut < 0.65 * all.Swaps.PagesIn, $"{all.Swaps.PagesOut} pages out, {all.Swaps.PagesIn} in");
        Assert.True(ours.StallSeconds < all.StallSeconds / 2, $"{ours.StallSeconds} s stalled, {all.StallSeconds} s without what is ours");
        Assert.Equal(0, ideal.StallSeconds);
        Assert.True(pages.StallSeconds > 0 && pages.Swaps.Pages > 0 && pages.Swaps.Calls == pages.Swaps.Runs * 64);
    }

    [Fact]
    public void Contexts_survive_pauses_without_being_computed_again()
    {
        var result = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap()));
        var requests = Chats.Trace.Requests;
        // What is new in a turn is what the user says; the last token of the answer before was never computed.
        var fresh = requests.Select((r, i) => r.Prompt - (Chats.Previous[i] is var before and >= 0 ? requests[before].Prompt + requests[before].Output - 1L : 0)).Sum();
        Assert.Equal(fresh, result.PrefillTokens);
        Assert.Equal((0, 0), (result.Swaps.LostTokens, result.RecomputedTokens));
        Assert.True(SwitchingRuns.Run(Chats, SwitchingRuns.Policy(null), caching: false).PrefillTokens > 2 * fresh);
    }

    [Fact]
    public void A_host_too_small_loses_ends_of_contexts_which_are_computed_again()
    {
        var result = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap { HostTokens = 320 }));
        var roomy = SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap()));
        Assert.True(result.Swaps.LostTokens > 0);
        Assert.True(result.PrefillTokens > roomy.PrefillTokens);
    }

    [Fact]
    public void A_preempted_request_stalls_the_instance_twice_and_pauses_in_between()
    {
        // A: 100 tokens, B: 120 tokens and more urgent, 14 blocks: together they need 7 + 8.
        var trace = new ServingTrace("two", [new() { Prompt = 100, Output = 30 }, new() { Prompt = 120, Output = 20, ArrivalSeconds = 0.3 }]);
        var policy = SwitchingRuns.Policy(new PageSwap(), new LastFirst());
        var result = SwitchingRuns.Run(Workload.Of(trace), policy, blocks: 14);
        Assert.Equal((1, 7, 7), (result.SwapOuts, result.Swaps.PagesOut, result.Swaps.PagesIn));
        // 7 pages, 64 copies each, 5 microseconds a copy: 2.24 ms out and in. Chance may have put two pages side by side.
        Assert.Equal((result.Swaps.Runs * 64 * 5e-6), result.StallSeconds, 9);
        Assert.InRange(result.Swaps.Runs, 11, 14);
        var (a, b) = (result[0], result[1]);
        // A stands still while B runs: from B's first step to the first step behind its last token.
        Assert.Equal(b.LastToken - b.Scheduled, a.PausedSeconds, 9);
        Assert.InRange(a.MaxGap, a.PausedSeconds, a.PausedSeconds + 0.15);
        Assert.Equal(0, b.PausedSeconds);
    }

    [Fact]
    public void Without_preemption_priorities_only_order_the_queue()
    {
        var trace = new ServingTrace("two", [new() { Prompt = 100, Output = 30 }, new() { Prompt = 120, Output = 20, ArrivalSeconds = 0.3 }]);
        var policy = SwitchingRuns.Policy(new PageSwap(), new LastFirst()) with { Batching = new PriorityBatching { Preempts = false } };
        var result = SwitchingRuns.Run(Workload.Of(trace), policy, blocks: 14);
        Assert.Equal(0, result.SwapOuts);
        Assert.True(result[1].Scheduled >= result[0].LastToken);
    }

    [Fact]
    public void A_turn_that_drops_part_of_the_context_computes_it_anew()
    {
        var trace = new ServingTrace("fork",
        [
            new() { Program = "p", Prompt = 100, Output = 30, PauseSeconds = 5 },
            new() { Program = "p", Prompt = 150, Output = 5, SharedWithPrevious = 40 },
            new() { Prompt = 200, Output = 20, ArrivalSeconds = 3 },
        ]);
        foreach (var blocks in new[] { 14, 40 })
        {
            var result = SwitchingRuns.Run(Workload.Of(trace), SwitchingRuns.Policy(new GroupSwap()), blocks);
            Assert.Equal(blocks == 14 ? 1 : 0, result.SwapOuts);
            Assert.Equal((110, 40), (result[1].PrefilledTokens, result[1].HitTokens));
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Equal("page-swap: host memory of 0 tokens, expected at least a page of 16; without host memory preempted requests are recomputed",
            Assert.Throws<RotaException>(() => SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new PageSwap { HostTokens = 0 }))).Message);
        Assert.Equal("groups-async-reuse: groups of 0 pages, expected at least 1",
            Assert.Throws<RotaException>(() => SwitchingRuns.Run(Chats, SwitchingRuns.Policy(new GroupSwap { GroupPages = 0 }))).Message);
        Assert.Equal("random-priority: priorities every 0 steps, expected at least 1",
            Assert.Throws<RotaException>(() => SwitchingRuns.Run(Chats, SwitchingRuns.Policy(null, new RandomPriority { Period = 0 }))).Message);
    }

    private sealed record LastFirst : OrderChoice
    {
        public override string Name => "last-first";

        public override RequestOrder Create(PolicyContext context) => new Live();

        private sealed class Live : RequestOrder
        {
            public override OrderKey Key(ServingView view, int request) => new(-view.Arrival(request));
        }
    }
}

using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class HeldContextTests
{
    private static readonly RooflineLatency A100 = new(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));
    private static readonly EngineLimits Limits = new() { KvBlocks = 25_000, MaxModelLength = 131_072 };

    [Fact]
    public void A_hold_lives_through_its_last_moment_and_goes_behind_it_unless_its_program_waits()
    {
        var core = CoreOf(new ContinuumTtl(), [5, 6]);
        var until = Finish(core, 0, at: 100 * SimTime.Second);
        Assert.InRange(until - core.Now, SimTime.Second / 2, 10 * SimTime.Second);
        Assert.Empty(ReleasesAt(core, until));
        Assert.Equal([0], ReleasesAt(core, until + 1));
        core.Table.State[1] = RequestState.Waiting;
        core.AddWaiting(1);
        Assert.Empty(ReleasesAt(core, until + 1));
    }

    [Fact]
    public void The_preview_lets_go_at_the_last_moment()
    {
        var core = CoreOf(new ContinuumPreview(), [5, 6]);
        var until = Finish(core, 0, at: 100 * SimTime.Second);
        Assert.Equal(102 * SimTime.Second, until);
        Assert.Empty(ReleasesAt(core, until - 1));
        Assert.Equal([0], ReleasesAt(core, until));
    }

    [Fact]
    public void Preempted_requests_come_first_then_held_ones_then_programs_by_arrival()
    {
        var core = CoreOf(new PinUntilPressure(), [5, 9, 20]);
        Finish(core, 2, at: 10 * SimTime.Second);
        // Turn 0 of program 0 is fresh, turn 1 of program 1 is held for, turn 0 of program 2 was preempted.
        core.Table.Scheduled[4] = 21 * SimTime.Second;
        foreach (var request in (int[])[0, 3, 4])
        {
            core.Table.State[request] = RequestState.Waiting;
            core.AddWaiting(request);
        }
        Assert.Equal([4, 3, 0], Enumerable.Range(0, 3).Select(place => core.View.Waiting(place)));
        core.Drop(1);
        Assert.Equal([4, 0, 3], Enumerable.Range(0, 3).Select(place => core.View.Waiting(place)));
    }

    [Fact]
    public void When_room_is_needed_the_program_that_came_last_gives_way_first()
    {
        var core = CoreOf(new PinUntilPressure(), [1, 4, 9]);
        foreach (var request in (int[])[0, 2, 4]) Finish(core, request, at: 10 * SimTime.Second);
        core.Draft.Begin();
        List<int> released = [];
        while (core.Parts.Retention.ReleaseForRoom(core.View, core.Draft) is var program and >= 0)
        {
            core.Draft.Release(program);
            released.Add(program);
        }
        Assert.Equal([2, 1, 0], released);
    }

    [Fact]
    public void The_prior_serves_for_a_hundred_calls_then_all_tools_together_then_the_tool_itself()
    {
        var holds = (ContinuumHolds)new ContinuumTtl().Create(new(Limits, A100, new RandomStream(1)));
        const int tokens = 20_000;
        var benefit = RebuildTime.ByPrefill(new(Limits, A100, new RandomStream(1))).Seconds(tokens);
        Assert.InRange(benefit, 1.2, 4);
        for (var i = 0; i < 100; i++) holds.Tools.Add(0, 0.5);
        Assert.Equal(TimeToLive.FromPrior(benefit), holds.Seconds(1, tokens));
        holds.Tools.Add(1, 0.1);
        Assert.Equal((101, 1), (holds.Tools.Count, holds.Tools.CountOf(1)));
        Assert.Equal(0.5, holds.Seconds(1, tokens));
        for (var i = 0; i < 99; i++) holds.Tools.Add(1, 0.1);
        Assert.Equal(0.5, holds.Seconds(1, tokens));
        holds.Tools.Add(1, 0.1);
        Assert.Equal(0.1, holds.Seconds(1, tokens));
    }

    [Fact]
    public void Rebuilding_takes_what_isolated_prefills_take()
    {
        var rebuild = RebuildTime.ByPrefill(new(Limits, A100, new RandomStream(1)));
        foreach (var tokens in (int[])[4096, 40_960])
        {
            double sum = 0;
            for (var past = 0; past < tokens; past += 2048)
                sum += SimTime.ToSeconds(A100.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = [new(2048, past)] }).Duration);
            Assert.InRange(rebuild.Seconds(tokens), sum * 0.97, sum * 1.03);
        }
        Assert.True(rebuild.Seconds(0) >= 0);
    }

    [Fact]
    public void A_context_released_and_taken_over_in_one_step_is_not_counted_twice()
    {
        var core = CoreOf(new PinUntilPressure(), [1, 4], new() { KvBlocks = 8, MaxModelLength = 128 });
        for (var i = 0; i < 2; i++) Finish(core, i * 2, at: 10 * SimTime.Second, blocks: 4);
        core.Table.State[1] = RequestState.Waiting;
        core.AddWaiting(1);
        core.Draft.Begin();
        core.Draft.Release(0);
        Assert.Equal(4, core.Draft.FreeBlocks);
        Assert.Equal(64, core.View.CachedTokens(1));
        // Turn 1 has 100 tokens: 4 blocks are its own context, which the release made free; 3 more are not there.
        Assert.Equal(7, core.Draft.BlocksToAdmit(1, 100));
        Assert.False(core.Draft.TryAdmit(1, 36));
        core.Draft.Release(1);
        Assert.True(core.Draft.TryAdmit(1, 36));
        Assert.Equal(1, core.Draft.FreeBlocks);
    }

    /// <summary>Programs of two turns that arrived at the given seconds: requests 2p and 2p + 1.</summary>
    private static InstanceCore CoreOf(RetentionChoice retention, int[] arrivals, EngineLimits? limits = null)
    {
        var tokens = limits is null ? 30_000 : 65;
        var trace = new ServingTrace("two-turns",
        [
            .. arrivals.SelectMany((seconds, p) => (TraceRequest[])
            [
                new() { Program = $"p{p}", ArrivalSeconds = seconds, Prompt = tokens, Output = 1, Tool = "ls", PauseSeconds = 1 },
                new() { Program = $"p{p}", ArrivalSeconds = seconds, Prompt = tokens + 35, Output = 1 },
            ]),
        ]);
        var workload = Workload.Of(trace);
        var table = new RequestTable(workload.Count);
        for (var i = 0; i < workload.Count; i++) table.Arrived[i] = (arrivals[i / 2] + (i % 2 * 20)) * SimTime.Second;
        var policy = new ServingPolicy("test") { Order = new ProgramFirst(), Retention = retention };
        limits ??= Limits;
        return new InstanceCore(0, limits, workload, table, policy.Create(new(limits, A100, new RandomStream(1))), A100);
    }

    /// <summary>A request is done; what its retention says is kept. Returns until when.</summary>
    private static long Finish(InstanceCore core, int request, long at, int blocks = 0)
    {
        core.Now = at;
        core.Table.State[request] = RequestState.Finished;
        (core.Table.Generated[request], core.Table.LastToken[request]) = (1, at);
        core.Grow(request, blocks * 16);
        core.Table.Computed[request] = blocks * 16;
        var until = core.Parts.Retention.HoldUntil(core.View, request);
        core.HoldFor(core.Workload.Program[request], request, until);
        return until;
    }

    private static int[] ReleasesAt(InstanceCore core, long time)
    {
        core.Now = time;
        core.Draft.Begin();
        core.Parts.Retention.BeginStep(core.View, core.Draft);
        return [.. core.Draft.Plan.Releases];
    }
}

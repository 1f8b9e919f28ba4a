using CsCheck;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Live;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Rehearsal;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public sealed class LiveBlockingShopTests
{
    [Fact]
    public void Commands_follow_what_happened()
    {
        // Both jobs want the other's machine after 5: they change places at once.
        var clock = new HandClock();
        var live = new LiveBlockingShop(new(BlockingShops.Of(2, [0, 5, 1, 5], [1, 5, 0, 5])), new RuleDispatcher(BlockingRules.All[0]), clock, TimeSpan.FromSeconds(1));
        Assert.Equal([new LoadCommand(0, -1, 0, -1), new LoadCommand(1, -1, 1, -1)], live.Decide());
        clock.Seconds = 5;
        live.JobDone(0);
        Assert.Empty(live.Decide());
        clock.Seconds = 7;
        live.JobDone(1);
        Assert.Equal(live.Decide().ToHashSet(), [new LoadCommand(0, 0, 1, 0), new LoadCommand(1, 1, 0, 0)]);
        clock.Seconds = 12;
        live.JobDone(0);
        live.JobDone(1);
        Assert.Empty(live.Decide());
        Assert.True(live.State.IsComplete);
        Assert.Equal(12, live.State.Makespan);
    }

    [Fact]
    public void Nobody_enters_a_machine_that_is_down_and_an_added_job_finds_its_way()
    {
        var clock = new HandClock();
        var live = new LiveBlockingShop(new(BlockingShops.Of(2, [0, 5, 1, 5])), new RuleDispatcher(BlockingRules.All[0]), clock, TimeSpan.FromSeconds(1));
        live.MachineDown(0, 3);
        Assert.Empty(live.Decide());
        Assert.Equal(1, live.JobAdded(new("rush", [new(1, 4), new(0, 2)])));
        Assert.Equal([new LoadCommand(1, -1, 1, -1)], live.Decide());
        clock.Seconds = 4;
        live.JobDone(1);
        // The repair takes longer than expected.
        Assert.Empty(live.Decide());
        Assert.Equal(5, live.State.UpFrom(0));
        clock.Seconds = 6;
        live.MachineUp(0);
        var first = Assert.Single(live.Decide(), command => command.To == 0);
        Assert.True(first.Job is 0 or 1);
        Assert.Contains("job 5 is not worked on", Assert.Throws<RotaException>(() => live.JobDone(5)).Message, StringComparison.Ordinal);
        Assert.Contains("machine 1 is not down", Assert.Throws<RotaException>(() => live.MachineUp(1)).Message, StringComparison.Ordinal);
        Assert.Contains("no machine 9", Assert.Throws<RotaException>(() => live.MachineDown(9, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_swaps_a_ring_is_named()
    {
        var clock = new HandClock();
        var live = new LiveBlockingShop(new(BlockingShops.Of(2, [0, 5, 1, 5], [1, 5, 0, 5]), swap: false), new RuleDispatcher(BlockingRules.All[0]), clock, TimeSpan.FromSeconds(1));
        live.Decide();
        clock.Seconds = 5;
        live.JobDone(0);
        live.JobDone(1);
        Assert.Contains("job 0 on machine 0 wants 1", Assert.Throws<RotaException>(live.Decide).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("inside")]
    [InlineData("rollout")]
    [InlineData("wide-rollout")]
    [InlineData("learned")]
    [InlineData("guided")]
    public void A_policy_on_the_wall_clock_does_what_it_does_in_the_rehearsal(string policy) =>
        Gen.Select(BlockingShops.Any, Gen.Int[0, 1], Gen.Int[0, 5], Gen.UInt).Sample(
            (shop, mode, tenths, seed) =>
            {
                var chance = new StopModel(mode == 0 ? StopMode.After : StopMode.Within, tenths / 10.0, 1, 9);
                // The stop of an operation that takes no time shows in the moment it is loaded; a real shop can say so only when the moves of that moment are made.
                var lengths = chance.Draw(shop.OperationCount, seed).Select((length, o) => Operation(shop, o).Modes[0].Duration == 0 ? 0 : length);
                var problem = new BlockingProblem(shop, stops: chance with { Given = [.. lengths] });
                var rehearsed = BlockingRun.Of(problem, BlockingPolicies.Find(policy)(null), seed, TimeProvider.System);
                Assert.Equal(rehearsed.Schedule.Loads, Live(rehearsed.Problem, BlockingPolicies.Find(policy)(null), seed));
            }, iter: policy == "guided" ? 10 : 50);

    private static Operation Operation(ShopProblem shop, int operation) => shop.Jobs.SelectMany(job => job.Operations).ElementAt(operation);

    /// <summary>A shop floor that obeys: operations take what the given stops make of them. Returns the loads.</summary>
    private static int[] Live(BlockingProblem problem, IBlockingPolicy policy, ulong seed)
    {
        var (shop, clock) = (problem.Shop, new HandClock());
        var live = new LiveBlockingShop(problem, policy, clock, TimeSpan.FromSeconds(1), seed);
        var (loads, loaded) = (new int[shop.OperationCount], new int[shop.Jobs.Length]);
        var ahead = new PriorityQueue<Action, (int Time, int Kind)>();
        var asked = true;
        while (true)
        {
            foreach (var command in asked ? live.Decide() : [])
            {
                var operation = shop.FirstOperation[command.Job] + loaded[command.Job]++;
                loads[operation] = clock.Seconds;
                var mode = shop.Jobs[command.Job].Operations[loaded[command.Job] - 1].Modes[0];
                Assert.Equal(mode.Machine, command.To);
                var (planned, stop) = (clock.Seconds + (int)mode.Duration, problem.Stops.Given[operation]);
                if (problem.Stops.Mode == StopMode.Within)
                {
                    // That it takes longer shows when it should have ended.
                    if (stop > 0) ahead.Enqueue(() => live.Remaining(command.Job, stop), (planned, 0));
                    ahead.Enqueue(() => live.JobDone(command.Job), (planned + stop, 1));
                    continue;
                }
                ahead.Enqueue(() => live.JobDone(command.Job), (planned, 1));
                if (stop == 0) continue;
                ahead.Enqueue(() => live.MachineDown(command.To, stop), (planned, 2));
                ahead.Enqueue(() => live.MachineUp(command.To), (planned + stop, 3));
            }
            if (live.State.IsComplete) return loads;
            Assert.True(ahead.TryPeek(out _, out var next), "the shop stands still");
            clock.Seconds = next.Time;
            // A correction is known from then on, but in the rehearsal it is no event: nobody is asked again because of it.
            var events = 0;
            while (ahead.TryPeek(out _, out var same) && same.Time == next.Time)
            {
                events += same.Kind;
                ahead.Dequeue()();
            }
            asked = events > 0;
        }
    }

    private sealed class HandClock : TimeProvider
    {
        public int Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}

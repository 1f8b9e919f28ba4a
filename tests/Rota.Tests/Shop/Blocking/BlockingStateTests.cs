using System.Text.Json;
using CsCheck;
using Rota.Randomness;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;
using Rota.Shop.Formats;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public class BlockingStateTests
{
    [Fact]
    public void Two_jobs_that_want_each_others_machines_swap()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop), new RuleDispatcher(new FirstInFirstOut()));
        Assert.Equal((7, 1), (state.Makespan, state.Swaps));
        Assert.Equal([0, 3, 0, 3], state.Starts.ToArray());
        var ring = Assert.Single(state.Rings!);
        Assert.Equal((3, "0,1"), (ring.Time, string.Join(',', ring.Jobs.Order())));
    }

    [Fact]
    public void Without_swaps_the_ring_is_reported()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop, swap: false), new RuleDispatcher(new FirstInFirstOut()));
        Assert.True(state.IsDeadlocked);
        Assert.Equal([0, 1], state.Deadlock()!.Machines.Order());
    }

    [Fact]
    public void Without_swaps_the_rollout_keeps_out_of_the_ring()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop, swap: false), new RolloutPolicy(RolloutOptions.Wide));
        Assert.Equal(12, state.Makespan);
        Assert.True(BlockingChecker.Instance.Check(state.Shop.Problem, state.Schedule()).Accepted);
    }

    [Fact]
    public void A_finished_job_keeps_its_machine_and_its_leaving_lets_others_move_at_once()
    {
        // Job 0 works on machine 1 until 10; job 1 is done on machine 0 at 2 and blocks it; job 2 waits outside for machine 0.
        var shop = BlockingShops.Of(2, [1, 10], [0, 2, 1, 1], [0, 5]);
        var state = BlockingShops.Play(new(shop), new RuleDispatcher(new FirstInFirstOut()));
        Assert.Equal([0, 0, 10, 10], state.Starts.ToArray());
        Assert.Equal((15, 0, 8L), (state.Makespan, state.Swaps, state.BlockedTime));
    }

    [Fact]
    public void A_ring_with_a_machine_that_is_down_waits_for_the_repair()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop), new RuleDispatcher(new FirstInFirstOut()), [5, 0, 0, 0]);
        Assert.Equal((12, 1), (state.Makespan, state.Swaps));
        Assert.Equal([0, 8, 0, 8], state.Starts.ToArray());
    }

    [Fact]
    public void A_stop_within_the_operation_prolongs_it()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop, stops: new(StopMode.Within)), new RuleDispatcher(new FirstInFirstOut()), [5, 0, 0, 0]);
        Assert.Equal([8, 10, 3, 12], state.Ends.ToArray());
    }

    [Fact]
    public void Windows_by_the_clock_keep_jobs_out_and_prolong_work()
    {
        var stops = new StopModel { Windows = [new(0, 1, 4), new(1, 6, 9)] };
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop, stops: stops), new RuleDispatcher(new FirstInFirstOut()));
        Assert.Equal([0, 9, 0, 9], state.Starts.ToArray());
        Assert.True(BlockingChecker.Instance.Check(state.Shop.Problem, state.Schedule()).Accepted);
    }

    [Fact]
    public void A_job_that_wants_its_own_machine_again_is_loaded_at_once_where_that_is_allowed()
    {
        var shop = BlockingShops.Of(2, [0, 3, 0, 2, 1, 1], [0, 1]);
        Assert.Contains("reload", Assert.Throws<RotaException>(() => new BlockingProblem(shop)).Message, StringComparison.Ordinal);
        var state = BlockingShops.Play(new(shop, reload: true), new RuleDispatcher(new FirstInFirstOut()));
        Assert.Equal((6, 0), (state.Makespan, state.Swaps));
    }

    [Fact]
    public void A_limit_keeps_jobs_outside()
    {
        var shop = BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]);
        var state = BlockingShops.Play(new(shop), new RuleDispatcher(new FirstInFirstOut(), limit: 1));
        Assert.Equal((12, 0), (state.Makespan, state.Swaps));
    }

    [Fact]
    public void Every_figure_of_the_shared_fixture_is_met()
    {
        var path = SharedData.Find("shop/isbjssp_fixture.json");
        Assert.SkipWhen(path is null, "shared/data/shop/isbjssp_fixture.json is not here");
        var shops = ShopFiles.Read(SharedData.Find("shop/jsp_la.jsonl.gz")!).ToDictionary(p => p.Name);
        using var fixture = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var entry in fixture.RootElement.EnumerateArray())
        {
            int[] stops = [.. entry.GetProperty("interruption").EnumerateArray().SelectMany(job => job.EnumerateArray().Select(x => x.GetInt32()))];
            foreach (var (mode, letter) in new[] { (StopMode.After, "A"), (StopMode.Within, "B") })
                foreach (var rule in BlockingRules.All)
                {
                    var expected = entry.GetProperty("expected_makespan_and_swaps").GetProperty(letter).GetProperty(rule.Name);
                    var state = BlockingShops.Play(new(shops[entry.GetProperty("instance").GetString()!], stops: new(mode)), new RuleDispatcher(rule), stops);
                    Assert.Equal((rule.Name, expected[0].GetInt32(), expected[1].GetInt32()), (rule.Name, state.Makespan, state.Swaps));
                    Assert.True(BlockingShops.Verdict(state, stops).Accepted);
                }
        }
    }

    [Fact]
    public void Every_figure_without_stops_of_the_shared_table_is_met()
    {
        var path = SharedData.Find("shop/isbjssp_pdr_modeA.csv");
        Assert.SkipWhen(path is null, "shared/data/shop/isbjssp_pdr_modeA.csv is not here");
        var shops = ShopFiles.Read(SharedData.Find("shop/jsp_la.jsonl.gz")!).ToDictionary(p => p.Name);
        var rows = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        foreach (var row in rows.Skip(1).Where(row => row[3] == "0"))
            foreach (var rule in BlockingRules.All)
            {
                var state = BlockingShops.Play(new(shops[row[0]]), new RuleDispatcher(rule));
                Assert.Equal(double.Parse(row[Array.IndexOf(rows[0], rule.Name)], System.Globalization.CultureInfo.InvariantCulture), state.Makespan);
            }
    }

    [Fact]
    public void The_referee_accepts_every_run_of_every_policy_and_no_run_locks() =>
        Gen.Select(BlockingShops.Any, Gen.Enum<StopMode>(), Gen.Double[0, 0.6], Gen.ULong).Sample((shop, mode, p, seed) =>
        {
            var problem = new BlockingProblem(shop, stops: new(mode, p, 1, 12));
            var stops = problem.Stops.Draw(shop.OperationCount, seed);
            IBlockingPolicy[] policies =
                [.. BlockingRules.All.Select(rule => new RuleDispatcher(rule)), new RandomDispatcher(), new RuleDispatcher(new InsideFirst(), 2), new RolloutPolicy(), new RolloutPolicy(RolloutOptions.Wide)];
            foreach (var policy in policies)
            {
                var state = BlockingShops.Play(problem, policy, stops.AsSpan(), seed);
                Assert.True(state.IsComplete);
                var verdict = BlockingShops.Verdict(state, stops.AsSpan());
                Assert.True(verdict.Accepted, string.Join("; ", verdict.Violations));
                Assert.Equal(verdict.Objective, state.Makespan);
                Assert.Equal(state.Digest(), BlockingShops.Play(problem, policy, stops.AsSpan(), seed).Digest());
            }
        }, iter: 200);

    [Fact]
    public void More_than_64_jobs_run_as_well()
    {
        var random = new RandomStream(3);
        var shop = BlockingShops.Of(4, [.. Enumerable.Range(0, 150).Select(_ => Route(random))]);
        foreach (var rule in BlockingRules.All)
        {
            var state = BlockingShops.Play(new(shop), new RuleDispatcher(rule));
            Assert.True(BlockingShops.Verdict(state, []).Accepted);
        }
    }

    [Fact]
    public void A_copy_plays_on_without_touching_the_original_and_knows_no_stops_to_come() =>
        Gen.Select(BlockingShops.Any, Gen.Enum<StopMode>(), Gen.ULong).Sample((shop, mode, seed) =>
        {
            var problem = new BlockingProblem(shop, stops: new(mode, 0.5, 1, 12));
            var stops = problem.Stops.Draw(shop.OperationCount, seed);
            var (state, copy, whole) = (new BlockingState(new(problem)), default(BlockingState), default(BlockingState));
            (copy, whole) = (new(state.Shop), new(state.Shop));
            state.Reset(stops.AsSpan());
            var rule = new InsideFirst();
            while (state.Advance())
            {
                var digest = state.Digest();
                copy.CopyKnown(state);
                copy.Load(rule.Choose(copy));
                Assert.True(rule.Finish(copy) < int.MaxValue);
                whole.CopyAll(state);
                Assert.Equal(digest, whole.Digest());
                whole.Load(rule.Choose(whole));
                rule.Finish(whole);
                Assert.Equal(digest, state.Digest());
                state.Load(rule.Choose(state));
            }
            if (whole.Now > 0) Assert.Equal(state.Makespan, whole.Makespan);
        }, iter: 200);

    private static long[] Route(RandomStream random)
    {
        var machines = new[] { 0, 1, 2, 3 };
        random.Shuffle<int>(machines);
        return [.. machines.SelectMany(m => new long[] { m, random.Next(1, 20) })];
    }
}

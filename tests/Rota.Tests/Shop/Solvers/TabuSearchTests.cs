using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Rota.Shop.Solvers.Tabu;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Solvers;

public sealed class TabuSearchTests
{
    private static readonly int[][] Ft06 =
    [
        [2, 1, 0, 3, 1, 6, 3, 7, 5, 3, 4, 6],
        [1, 8, 2, 5, 4, 10, 5, 10, 0, 10, 3, 4],
        [2, 5, 3, 4, 5, 8, 0, 9, 1, 1, 4, 7],
        [1, 5, 0, 5, 2, 5, 3, 3, 4, 8, 5, 9],
        [2, 9, 1, 3, 4, 5, 5, 4, 0, 3, 3, 1],
        [1, 3, 3, 3, 5, 9, 0, 10, 4, 4, 2, 1],
    ];

    public static TheoryData<Neighborhood, bool> Variants => new()
    {
        { Neighborhood.N5, false }, { Neighborhood.N5, true }, { Neighborhood.N6, true }, { Neighborhood.N7, true },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_variant_finds_the_optimum_of_ft06(Neighborhood neighborhood, bool relinking)
    {
        var problem = Problem("ft06", 6, Ft06);
        var solver = new TabuSearch(new TabuOptions { Neighborhood = neighborhood, PathRelinking = relinking, Patience = 2000 });
        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)) | Limit.Target(55));
        var solution = solver.Solve(problem, ShopChecker.Instance, run);
        Assert.Equal(55, solution.Objective);
    }

    [Fact]
    public void A_single_job_is_proved_optimal_at_once()
    {
        var problem = Problem("one job", 3, [[0, 5, 1, 4, 0, 2]]);
        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)));
        var solution = new TabuSearch().Solve(problem, ShopChecker.Instance, run);
        Assert.Equal(Outcome.Optimal, solution.Outcome);
        Assert.Equal(11, solution.Objective);
    }

    [Fact]
    public void Heads_tails_and_order_stay_exact_under_random_moves()
    {
        for (var seed = 0UL; seed < 40; seed++)
        {
            var random = new RandomStream(seed);
            var problem = RandomShop(random);
            var graph = new DisjunctiveGraph(problem, 1);
            var fresh = new DisjunctiveGraph(problem, 1);
            graph.Load(RandomOrderOf(problem, random));
            for (var step = 0; step < 200; step++)
            {
                RandomMove(graph, random);
                fresh.Load(graph.Order);
                AssertSame(graph, fresh);
            }
        }
    }

    [Fact]
    public void A_move_that_would_close_a_circle_is_refused_and_changes_nothing()
    {
        // Job 0 visits machine 0 twice: its second visit cannot go before its first.
        var problem = Problem("circle", 2, [[0, 2, 1, 3, 0, 2], [1, 4]]);
        var graph = new DisjunctiveGraph(problem, 1);
        graph.Load([0, 1, 2, 3]);
        Assert.False(graph.MoveBehind(0, 2));
        Assert.False(graph.MoveBefore(2, 0));
        Assert.Equal([0, 1, 2, 3], graph.Order.ToArray());
        Assert.Equal(9, graph.Makespan);
    }

    [Fact]
    public void Relinking_ends_at_its_guide_and_every_point_respects_the_jobs()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var random = new RandomStream(seed);
            var problem = RandomShop(random);
            var graph = new DisjunctiveGraph(problem, 1);
            var from = RandomOrderOf(problem, random);
            var to = RandomOrderOf(problem, random);
            var relinking = new PathRelinking(graph, random);
            var distance = relinking.Start(from, to);
            for (var goal = distance; goal >= 0; goal--)
            {
                relinking.Approach(goal);
                graph.Load(relinking.Current);
                var starts = SemiActive.Starts(problem, relinking.Current);
                Assert.True(ShopChecker.Instance.Check(problem, ShopSchedule.FromStarts(starts)).Accepted);
            }
            Assert.Equal(SemiActive.Starts(problem, to), SemiActive.Starts(problem, relinking.Current));
        }
    }

    [Fact]
    public void Time_is_counted_in_the_coarsest_unit_so_that_microseconds_fit()
    {
        var ops = Ft06.Select(job => job.Select((x, i) => i % 2 == 0 ? (long)x : x * 1_000_000_000L).ToArray()).ToArray();
        var problem = Problem("ft06 in nanoseconds", 6, ops);
        var run = new Run<ShopSchedule>(Limit.Time(TimeSpan.FromSeconds(20)) | Limit.Target(55_000_000_000L));
        Assert.Equal(55_000_000_000L, new TabuSearch().Solve(problem, ShopChecker.Instance, run).Objective);
    }

    [Fact]
    public void A_flexible_shop_is_declined_in_words()
    {
        var job = new ShopJob("job 0", [new Operation([new Mode(0, 3), new Mode(1, 4)])]);
        var problem = new ShopProblem("flexible", 2, [job]);
        var solution = new TabuSearch().Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
        Assert.Equal(Outcome.Unknown, solution.Outcome);
        Assert.Contains("local-search", solution.Reason, StringComparison.Ordinal);
    }

    private static unsafe void RandomMove(DisjunctiveGraph graph, RandomStream random)
    {
        var u = random.Next(graph.Count);
        var v = u;
        for (var k = random.Next(1, 4); k > 0 && graph.Nodes[v].MachineNext < graph.Count; k--) v = graph.Nodes[v].MachineNext;
        if (u == v) return;
        if (random.Next(2) == 0) graph.MoveBehind(u, v);
        else graph.MoveBefore(v, u);
    }

    private static unsafe void AssertSame(DisjunctiveGraph graph, DisjunctiveGraph fresh)
    {
        Assert.Equal(fresh.Makespan, graph.Makespan);
        for (var x = 0; x < graph.Count; x++)
        {
            Assert.Equal(fresh.Nodes[x].Head, graph.Nodes[x].Head);
            Assert.Equal(fresh.Nodes[x].Tail, graph.Nodes[x].Tail);
            Assert.Equal(fresh.Nodes[x].MachinePrevious, graph.Nodes[x].MachinePrevious);
            Assert.Equal(fresh.Nodes[x].MachineNext, graph.Nodes[x].MachineNext);
            Assert.Equal(x, graph.Order[graph.Nodes[x].Place]);
            if (graph.Nodes[x].JobNext < graph.Count) Assert.True(graph.Nodes[x].Place < graph.Nodes[graph.Nodes[x].JobNext].Place);
        }
    }

    private static ShopProblem RandomShop(RandomStream random)
    {
        var machines = random.Next(2, 5);
        var jobs = Enumerable.Range(0, random.Next(2, 7)).Select(j => new ShopJob(
            $"job {j}",
            [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => new Operation(random.Next(machines), random.Next(0, 9)))],
            Release: random.Next(0, 5)));
        return new ShopProblem("random", machines, [.. jobs]);
    }

    private static ShopProblem Problem(string name, int machines, IEnumerable<int[]> ops) =>
        Problem(name, machines, ops.Select(job => job.Select(x => (long)x).ToArray()));

    private static ShopProblem Problem(string name, int machines, IEnumerable<long[]> ops) => new(
        name,
        machines,
        [.. ops.Select((v, j) => new ShopJob(
            $"job {j}", [.. Enumerable.Range(0, v.Length / 2).Select(k => new Operation((int)v[2 * k], v[(2 * k) + 1]))]))]);

    private static int[] RandomOrderOf(ShopProblem problem, RandomStream random) =>
        LinearOrder.Of(problem, new NonDelaySimulation(problem).Dispatch(new RandomOrder(), random));
}

using CsCheck;
using Rota.CpSat.Shop;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Shop.Generators;
using Rota.Solving;
using Xunit;

namespace Rota.CpSat.Tests.Shop;

public sealed class BlockingSolverTests
{
    private static readonly Gen<ShopProblem> Shops = Gen.Select(Gen.Int[0, 2], Gen.Frequency((1, Gen.Const(0L)), (6, Gen.Long[1, 9]))).Array[1, 4].Array[1, 4].Select(jobs => new ShopProblem(
        "random", 3, [.. jobs.Select((job, j) => new ShopJob($"{j}", [.. job.Where((step, k) => k == 0 || step.Item1 != job[k - 1].Item1).Select(step => new Operation(step.Item1, step.Item2))]))]));

    [Fact]
    public void Every_answer_passes_the_referee_and_nothing_beats_what_cp_sat_proves() =>
        Shops.Where(Apart).Sample(
            shop =>
            {
                foreach (var swap in new[] { true, false })
                {
                    var problem = new BlockingProblem(shop, swap);
                    var proved = Solve(new CpSatBlockingSolver(new() { Workers = 1 }), problem, 20);
                    foreach (var solver in (ISolver<BlockingProblem, BlockingSchedule>[])[new IteratedRollout(), new BlockingTabuSearch(), new BlockingIteratedGreedy(), new BlockingWindows()])
                    {
                        var solution = Solve(solver, problem, 0.02);
                        // Without swaps every rollout may end in a ring; the searches begin at jobs one after another then.
                        if (solution.Objective is { } found) Assert.True(found >= proved.Bound, $"{solver.Name}: {found} below the bound {proved.Bound}, swap {swap}");
                        else Assert.True(!swap && solver is IteratedRollout, $"{solver.Name} found nothing, swap {swap}");
                        Assert.True(solution.Bound <= proved.Objective, $"{solver.Name} proves {solution.Bound} where {proved.Objective} was found, swap {swap}");
                    }
                    // Swaps among operations without a duration are a little freer in the model than on the floor.
                    if (!swap || shop.Jobs.All(job => job.Operations.All(operation => operation.Modes[0].Duration > 0))) Assert.Equal(Outcome.Optimal, proved.Outcome);
                }
            },
            iter: 20, threads: 1);

    [Fact]
    public void Two_jobs_against_each_other_take_seven_with_a_swap_and_twelve_without()
    {
        var shop = new ShopProblem("ring", 2, [new("0", [new(0, 3), new(1, 2)]), new("1", [new(1, 3), new(0, 4)])]);
        Assert.Equal(7, Solve(new CpSatBlockingSolver(new() { Workers = 1 }), new(shop), 10).Objective);
        Assert.Equal(12, Solve(new BlockingPortfolio(), new(shop, swap: false), 1).Objective);
    }

    [Fact]
    public void Windows_that_take_in_the_whole_shop_prove_its_optimum()
    {
        var shop = new ShopProblem("ring", 2, [new("0", [new(0, 3), new(1, 2)]), new("1", [new(1, 3), new(0, 4)])]);
        foreach (var (swap, makespan) in new[] { (true, 7L), (false, 12L) })
        {
            var solution = Solve(new BlockingWindows(), new(shop, swap), 20);
            Assert.Equal((Outcome.Optimal, makespan), (solution.Outcome, solution.Objective));
        }
    }

    /// <summary>Of 10x5 operations a window of ten is a part: that nothing better is in it proves nothing.</summary>
    [Fact]
    public void A_window_proves_nothing_of_the_whole()
    {
        var shop = ShopGenerator.Create(new() { Jobs = 10, Machines = 5, Seed = 3 });
        foreach (var swap in new[] { true, false })
        {
            var solution = Solve(new BlockingWindows(new() { Size = 4, Moment = 0.05 }), new(shop, swap), 1);
            Assert.NotEqual(Outcome.Optimal, solution.Outcome);
            Assert.Equal(Solve(new BlockingRuleSolver(), new(shop, swap), 1).Bound, solution.Bound);
        }
    }

    private static bool Apart(ShopProblem shop) =>
        shop.Jobs.All(job => Enumerable.Range(1, job.Operations.Length - 1).All(k => job.Operations[k].Modes[0].Machine != job.Operations[k - 1].Modes[0].Machine));

    private static Solution<BlockingSchedule> Solve(ISolver<BlockingProblem, BlockingSchedule> solver, BlockingProblem problem, double seconds) =>
        solver.Solve(problem, BlockingChecker.Instance, new Run<BlockingSchedule>(Limit.Time(TimeSpan.FromSeconds(seconds)), 1, 1));
}

using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Generators;
using Rota.CpSat.Cluster.Pods;
using Rota.Solving;
using Rota.Tests.Cluster.Pods;
using Xunit;

namespace Rota.CpSat.Tests.Cluster;

public sealed class PodTiersTests
{
    [Fact]
    public void Proves_the_best_of_every_plan_with_every_kind_of_rule()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var problem = RandomClusters.Any(seed, pods: 6, objective: seed % 3 == 0 ? PodObjective.TierByTier : PodObjective.PlacementFirst).With(RandomClusters.Limits(seed));
            var best = EveryPlan.Best(problem);
            var solution = Solve(new PodTiers(), problem, seed);
            Assert.True(solution.Objective >= best, $"seed {seed}");
            // Anti-affinities that are broken from the start are left to the chains, which prove nothing.
            if (solution.Outcome == Outcome.Optimal || !PodTiers.Unfit(problem)) Assert.Equal((best, Outcome.Optimal), (solution.Objective!.Value, solution.Outcome));
        }
    }

    [Fact]
    public void Leaving_out_known_stages_and_beginning_with_chains_changes_no_optimum()
    {
        for (ulong seed = 100; seed < 115; seed++)
        {
            var problem = RandomClusters.Any(seed, pods: 8, nodes: 4, rules: false, objective: seed % 2 == 0 ? PodObjective.TierByTier : PodObjective.PlacementFirst);
            var usual = Solve(new PodTiers(), problem, seed);
            var plain = Solve(new PodTiers(new() { Repairs = false, SkipsKnown = false, Neighbourhoods = false }), problem, seed);
            Assert.Equal((usual.Objective, Outcome.Optimal), (plain.Objective, plain.Outcome));
        }
    }

    [Fact]
    public void The_article_s_model_has_the_same_optimum_tier_by_tier()
    {
        for (ulong seed = 200; seed < 215; seed++)
        {
            var problem = RandomClusters.Any(seed, pods: 8, nodes: 4, rules: false, objective: PodObjective.TierByTier);
            if (PaperTiers.Unfit(problem) is not null) continue;
            var (paper, ours) = (Solve(new PaperTiers(), problem, seed), Solve(new PodTiers(), problem, seed));
            if (paper.Outcome == Outcome.Optimal) Assert.Equal(ours.Objective, paper.Objective);
        }
    }

    [Fact]
    public void Large_clusters_get_a_better_plan()
    {
        var problem = PodGenerator.Create(new() { Nodes = 100, PodsPerNode = 8, Load = 0.95, Seed = 3 });
        var unchanged = PodScore.Of(problem, PodPlan.Unchanged(problem));
        var solution = new PodTiers().Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(60)) | Limit.Target(unchanged.Objective - 1), workers: 2));
        Assert.True(solution.Objective < unchanged.Objective);
    }

    private static Solution<PodPlan> Solve(ISolver<PodProblem, PodPlan> solver, PodProblem problem, ulong seed) =>
        solver.Solve(problem, PodChecker.Instance, new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(60)), seed));
}

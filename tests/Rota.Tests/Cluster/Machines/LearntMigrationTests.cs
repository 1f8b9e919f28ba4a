using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Learning;
using Rota.Cluster.Machines.Solvers;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Cluster.Machines;

public sealed class LearntMigrationTests
{
    /// <summary>
    /// Two machines of one node of 8 cores, a slot of 4. a: 3 + 2 cores in use, 3 free; b: 7 in use, 1 free. No slot but none can come of 4 free cores unless the VM of 1 leaves a for b: then 4 are
    /// free on a, one whole slot, and none on b.
    /// </summary>
    private static MachineProblem ByHand => new(
        "by hand", [new("a", 0, [new(8, 9)]), new("b", 0, [new(8, 9)])],
        [new("three", "", new(0, 0), 3, 1), new("one", "", new(0, 0), 1, 1), new("other", "", new(0, 0), 1, 1), new("seven", "", new(1, 0), 7, 1)], 1, 4);

    [Fact]
    public void What_can_move_and_where_to_is_what_a_hand_finds()
    {
        var environment = new RescheduleEnvironment(_ => ByHand);
        environment.Reset(0);
        // Only a VM of one core fits elsewhere, and the two stand for each other.
        Assert.Equal(1, environment.CandidateCount);
        var observation = new Observation(environment.Schema);
        observation.Capture(environment);
        Assert.Equal(1, observation.Candidates[0]);
        Assert.Equal(6, observation.Rows(0));
        // three, one with its like, seven.
        Assert.Equal(3, observation.Rows(1));
        Assert.Equal(4, environment.Fragments);
        environment.Step(0);
        Assert.Equal(1, environment.CandidateCount);
        var result = environment.Step(0);
        // Remainders were 3 and 1, now 0 and 0: 4 / (2 x 4) / 4.
        Assert.Equal(0.125, result.Reward, 1e-12);
        Assert.True(result.Terminated);
        Assert.Equal(0, environment.Fragments);
        Assert.Equal(0, environment.Cost);
    }

    [Fact]
    public void The_network_cut_along_machines_gives_the_scores_of_the_whole_one()
    {
        for (ulong seed = 0; seed < 6; seed++)
        {
            var problem = seed < 3 ? FullCluster.Churned(seed, 12, 6) : RandomMachines.Any(seed, machines: 5, vms: 14, limit: 4, rules: seed % 2 == 0);
            var network = MachineModels.Rescheduling;
            var (cut, whole) = (new RescheduleNetwork(network), new NetworkPolicy(network, "whole"));
            var environment = new RescheduleEnvironment(_ => problem);
            environment.Reset(seed);
            var (observation, random) = (new Observation(environment.Schema), new RandomStream(seed));
            var (vms, places) = (new List<VmKind>(), new List<(int Machine, int Node)>());
            var views = Enumerable.Range(0, problem.Machines.Length).Select(m => cut.Look(environment.Inside, m)).ToArray();
            while (environment.CandidateCount > 0)
            {
                observation.Capture(environment);
                var expected = new float[environment.CandidateCount];
                network.Evaluate(observation, expected);
                var scores = environment.Chosen < 0 ? cut.Vms(environment.Inside, views, vms) : cut.Places(environment.Inside, views, environment.Chosen, places);
                Assert.Equal(expected.Length, scores.Length);
                for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], scores[i], 1e-5f * Math.Max(1, Math.Abs(expected[i])));
                environment.Step(whole.Choose(new(environment, observation), random, 1).Candidate);
                if (environment.Chosen >= 0) continue;
                // Two machines have changed at most.
                var last = environment.Plan.Steps[^1];
                views[problem.Vms[last.Vm].Place.Machine] = cut.Look(environment.Inside, problem.Vms[last.Vm].Place.Machine);
                views[last.To.Machine] = cut.Look(environment.Inside, last.To.Machine);
            }
        }
    }

    [Fact]
    public void The_policy_and_those_built_on_it_keep_every_rule_and_the_same_seed_gives_the_same_plan()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var problem = RandomMachines.Any(seed, machines: 5, vms: 14, limit: 4);
            foreach (var solver in (ISolver<MachineProblem, MigrationPlan>[])[new LearntMigration(most: 4), new LearntMigration(true, most: 4), new NeuPlan()])
            {
                // Solve has the referee carry the plan out.
                Assert.NotNull(solver.Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromMilliseconds(30)), seed)).Answer);
            }
        }
        var cluster = FullCluster.Churned(30_000, 20, 8);
        MigrationPlan Of(ulong seed) => new LearntMigration(most: 6).Solve(cluster, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None, seed)).Answer!;
        Assert.Equal(Of(5).Steps, Of(5).Steps);
    }

    [Fact]
    public void The_learnt_policy_beats_chance_and_many_trajectories_beat_one()
    {
        var (random, greedy, many, filter) = (0.0, 0.0, 0.0, 0.0);
        for (ulong seed = 0; seed < 5; seed++)
        {
            var problem = FullCluster.Churned(FullCluster.TestSeed + seed, 40, 9);
            long Of(ISolver<MachineProblem, MigrationPlan> solver) => solver.Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None)).Objective!.Value;
            random += Of(new RandomMoves());
            greedy += Of(new LearntMigration(most: 1));
            many += Of(new LearntMigration(most: 20));
            filter += Of(new FilterHeuristic());
        }
        Assert.True(many <= greedy, $"{many} against {greedy}");
        Assert.True(greedy < random, $"{greedy} against {random}");
        Assert.True(many <= filter, $"{many} against {filter}");
    }

    [Fact]
    public void Optimal_plans_can_be_played_to_their_end()
    {
        for (ulong seed = FullCluster.TrainingSeed; seed < FullCluster.TrainingSeed + 4; seed++)
        {
            var environment = new RescheduleEnvironment(FullCluster.Training);
            var (expert, random) = (new OptimalPlans(), new RandomStream(seed));
            environment.Reset(seed);
            var problem = environment.Inside.Problem;
            while (environment.CandidateCount > 0) environment.Step(expert.Choose(new(environment, new(environment.Schema)), random, 0).Candidate);
            var filter = new FilterHeuristic().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None));
            Assert.True(environment.Cost <= (double)filter.Objective!.Value / problem.FreeCores + 1e-9);
            Assert.Empty(MachineChecker.Instance.Check(problem, environment.Plan).Violations);
        }
    }

    [Fact]
    public void Cutting_a_cluster_into_groups_loses_what_no_group_can_do_alone()
    {
        // a can give its VM of 1 core only to d, which is in another group of two.
        var problem = new MachineProblem(
            "groups", [new("a", 0, [new(8, 9)]), new("b", 0, [new(8, 9)]), new("c", 0, [new(8, 9)]), new("d", 0, [new(8, 9)])],
            [new("1", "", new(0, 0), 4, 1), new("2", "", new(0, 0), 1, 1), new("3", "", new(1, 0), 8, 1), new("4", "", new(2, 0), 8, 1), new("5", "", new(3, 0), 7, 1)], 2, 4);
        long Of(int groups) => new Partitioning(groups).Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(5)))).Objective!.Value;
        Assert.Equal(0, Of(1));
        Assert.Equal(4, Of(2));
    }

    [Fact]
    public void Tree_search_finds_what_takes_two_moves()
    {
        // Neither VM of 1 alone makes a slot on a; both leave, each to a gap of one core.
        var problem = new MachineProblem(
            "pair", [new("a", 0, [new(8, 9)]), new("b", 0, [new(8, 9)]), new("c", 0, [new(8, 9)])],
            [new("1", "", new(0, 0), 4, 1), new("2", "", new(0, 0), 1, 1), new("3", "", new(0, 0), 1, 1), new("4", "", new(1, 0), 7, 1), new("5", "", new(2, 0), 7, 1)], 2, 4);
        Assert.Equal(0, new MonteCarloTreeSearch().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None)).Objective);
        Assert.Equal(4, new FilterHeuristic().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None)).Objective);
    }
}

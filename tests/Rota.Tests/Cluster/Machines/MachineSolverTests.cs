using System.Text.Json;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Formats;
using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Cluster.Machines;

public sealed class MachineSolverTests
{
    [Fact]
    public void Every_solver_keeps_every_rule()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var problem = RandomMachines.Any(seed, vms: 12);
            // Solve has the referee look at the plan, and at the bound.
            foreach (var solver in MachineSolvers.All)
                Assert.NotEqual(Outcome.Infeasible, solver.Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromMilliseconds(8)), seed)).Outcome);
        }
    }

    [Fact]
    public void The_bound_never_lies_above_the_best_plan_and_annealing_finds_it()
    {
        for (ulong seed = 0; seed < 25; seed++)
        {
            var problem = RandomMachines.Any(seed, machines: 3, vms: 5, limit: 2, rules: seed % 2 == 0);
            var best = RandomMachines.Best(problem);
            var bound = new PriceBound(problem);
            bound.Prove(-1, 200, () => false);
            Assert.True(MachineCost.OfSlots(problem, (long)Math.Floor(bound.Slots + 1e-6)) <= best, $"seed {seed}: bound {bound.Slots} slots, best plan {best} cores in fragments");
            var solution = new FragmentSearch().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Target(best) | Limit.Time(TimeSpan.FromSeconds(10)), seed));
            Assert.Equal(best, solution.Objective);
        }
    }

    [Fact]
    public void Two_VMs_that_change_places_need_a_third_machine_and_three_migrations()
    {
        // Machines full but for the third: 3 + 1 and 2 + 2 cores of 4; for a slot of 4 somebody must step aside first.
        var problem = new MachineProblem(
            "circle", [new("a", 0, [new(4, 9)]), new("b", 0, [new(4, 9)]), new("c", 0, [new(3, 9)])],
            [new("x", "", new(0, 0), 3, 1), new("y", "", new(1, 0), 4, 1)], 3, 4);
        var (plan, _) = MigrationOrder.Of(problem, [new(0, 0), new(1, 0)]);
        Assert.Empty(plan.Steps);
        var swap = new MachineProblem(
            "swap", [new("a", 0, [new(4, 9)]), new("b", 0, [new(4, 9)]), new("c", 0, [new(4, 9)])],
            [new("x", "", new(0, 0), 3, 1), new("y", "", new(1, 0), 4, 1)], 3, 4);
        var (order, _) = MigrationOrder.Of(swap, [new(1, 0), new(0, 0)]);
        Assert.Equal(3, order.Steps.Length);
        Assert.Empty(MachineChecker.Instance.Check(swap, order).Violations);
        Assert.True(MigrationOrder.Of(swap.With(migrationLimit: 2), [new(1, 0), new(0, 0)]).Plan.Steps.Length <= 2);
    }

    [Fact]
    public void The_same_seed_generates_the_same_snapshot_and_prices_beat_the_filter()
    {
        var (one, two) = (new StringWriter(), new StringWriter());
        var problem = MachineGenerator.Create(new() { Machines = 40, Seed = 5 });
        MachineFiles.Write(problem, null, one);
        MachineFiles.Write(MachineGenerator.Create(new() { Machines = 40, Seed = 5 }), null, two);
        Assert.Equal(one.ToString(), two.ToString());
        var filter = new FilterHeuristic().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None));
        var prices = new FragmentSearch().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(30)) | Limit.Target(filter.Objective!.Value)));
        Assert.True(prices.Objective <= filter.Objective);
        var bound = new PriceBound(problem);
        bound.Prove(-1, 200, () => false);
        Assert.InRange(MachineCost.OfSlots(problem, (long)Math.Floor(bound.Slots + 1e-6)), 1, prices.Objective!.Value);
    }

    [Fact]
    public void Churned_cases_are_solved_to_the_proven_optimum()
    {
        var snapshot = SharedData.Find("cluster/vmr/bytedance_medium.json.gz");
        var cases = SharedData.Find("cluster/vmr/medium_churn08.json");
        Assert.SkipWhen(snapshot is null || cases is null, "the shared snapshots are not beside the checkout");
        var medium = MachineFiles.ReadOne(snapshot, new() { OnePool = true, MigrationLimit = 50 });
        Assert.Equal(1 - (32 / 1394.0), FragmentRate.Of(medium).Value, 1e-12);
        using var document = JsonDocument.Parse(File.ReadAllText(cases));
        var first = document.RootElement[0];
        var churned = medium.Without(first.GetProperty("deletedVms").EnumerateArray().Select(vm => vm.GetString()!).ToHashSet(), "first");
        Assert.Equal(first.GetProperty("fr16Initial").GetDouble(), FragmentRate.Of(churned).Value, 1e-6);
        var filter = new FilterHeuristic().Solve(churned, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None));
        Assert.Equal(first.GetProperty("filterGreedyMnl50").GetProperty("fr16").GetDouble(), filter.Objective!.Value / (double)churned.FreeCores, 1e-6);
        Assert.Equal(first.GetProperty("filterGreedyMnl50").GetProperty("moves").GetInt32(), filter.Answer!.Steps.Length);
        var solution = new FragmentSearch().Solve(churned, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(60))));
        Assert.Equal(Outcome.Optimal, solution.Outcome);
        Assert.Equal(first.GetProperty("provenOptimumFr16").GetProperty("mnl50").GetDouble(), solution.Objective!.Value / (double)churned.FreeCores, 1e-4);
    }
}

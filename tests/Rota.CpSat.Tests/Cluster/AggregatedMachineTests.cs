using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Solvers;
using Rota.CpSat.Cluster.Machines;
using Rota.Solving;
using Xunit;

namespace Rota.CpSat.Tests.Cluster;

public sealed class AggregatedMachineTests
{
    [Fact]
    public void The_aggregated_model_and_prices_prove_the_same_optimum()
    {
        for (ulong seed = 1; seed <= 2; seed++)
        {
            var problem = MachineGenerator.Create(new() { Machines = 8, Seed = seed, MigrationLimit = 3 });
            var model = new AggregatedMachineSolver().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(30))));
            Assert.Equal(Outcome.Optimal, model.Outcome);
            var prices = new FragmentSearch().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.Time(TimeSpan.FromSeconds(30)) | Limit.Target(model.Objective!.Value)));
            Assert.Equal(model.Objective, prices.Objective);
            Assert.True(prices.Bound <= model.Objective);
        }
    }
}

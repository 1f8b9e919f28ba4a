using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Machines;

/// <summary>The catalog of all solvers of VM rescheduling. Adding one that needs CP-SAT: a new file and a line here.</summary>
public static class CpSatMachineSolvers
{
    /// <summary>All solvers, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<MachineProblem, MigrationPlan>> All { get; } = [.. MachineSolvers.All, new AggregatedMachineSolver()];
}

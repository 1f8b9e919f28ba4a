using Rota.Cluster.Machines.Learning;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>The catalog of solvers of VM rescheduling that need no package. Adding one: a new file and a line here.</summary>
public static class MachineSolvers
{
    /// <summary>All solvers, by the name the command line takes.</summary>
    public static IReadOnlyList<ISolver<MachineProblem, MigrationPlan>> All { get; } =
    [
        new FragmentSearch(),
        new FragmentSearch(usesPrices: false),
        new LearntMigration(),
        new LearntMigration(resumes: true),
        new NeuPlan(),
        new BeamSearch(),
        new MonteCarloTreeSearch(),
        new GeneticMigration(),
        new JointGreedy(),
        new Partitioning(),
        new VectorPacking(),
        new FilterHeuristic(),
        new RandomMoves(),
    ];
}

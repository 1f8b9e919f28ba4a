using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Simulated annealing over where VMs are. A step takes a VM somewhere else, exchanges two, or takes one back; at the migration limit one goes back for each that leaves its home. Beside
/// slots the energy has the squares of the remainders, which draw free cores together before a slot is whole.
/// </summary>
public sealed class FragmentSearch : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "local-search";

    /// <inheritdoc/>
    public string Description => "annealing over moves, exchanges and returns; a thread a worker";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var streams = new RandomStream(run.Seed).Split(Name);
        run.Offer(MigrationPlan.Empty, MachineCost.Of(new MachineState(problem)), Name);
        var walkers = Enumerable.Range(0, run.Workers).Select(i => new Walker(this, streams.Split(i))).ToArray();
        if (walkers.Length == 1) walkers[0].Improve(problem, run);
        else new SideBySide<MachineProblem, MigrationPlan>(Name, Description, walkers).Improve(problem, run);
    }

    private sealed class Walker(FragmentSearch owner, RandomStream random) : ISolver<MachineProblem, MigrationPlan>
    {
        public string Name => owner.Name;

        public string Description => owner.Description;

        public void Improve(MachineProblem problem, Run<MigrationPlan> run) => new FragmentWalk(problem, random, run, Name).Walk();
    }
}

using Rota.Cluster.Machines.Learning;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// The solver to take when in doubt. Prices on kinds of VMs give a bound in tenths of a second, and say which VMs and places a plan near the bound can use; simulated annealing over where
/// VMs are looks for such a plan among those, a thread a worker. Beside slots the energy has the squares of the remainders, which draw free cores together before a slot is whole. Before
/// that the learnt policy plays some trajectories, which most often meet the bound already.
/// </summary>
/// <param name="usesPrices">False for annealing alone, without bound and guidance.</param>
/// <param name="usesPolicy">False to leave the learnt policy out, as its teacher must.</param>
public sealed class FragmentSearch(bool usesPrices = true, bool usesPolicy = true) : ISolver<MachineProblem, MigrationPlan>
{
    private const int MostRounds = 300;

    /// <summary>The learnt policy's trajectories, and its share of the time at most.</summary>
    private const int Trajectories = 200;
    private const double PolicyShare = 0.25;

    /// <summary>Machines of thousands of cores are left to annealing alone: a round of prices would take seconds.</summary>
    private const long MostWork = 50_000_000;

    /// <inheritdoc/>
    public string Name => !usesPrices ? "annealing" : usesPolicy ? "prices" : "prices-alone";

    /// <inheritdoc/>
    public string Description => usesPrices ? "a learnt policy and annealing, guided by prices on kinds of VMs, which also prove a bound; a thread a worker" : "simulated annealing over moves, exchanges and returns; a thread a worker";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var streams = new RandomStream(run.Seed).Split(Name);
        run.Offer(MigrationPlan.Empty, MachineCost.Of(new MachineState(problem)), Name);
        new JointGreedy().Improve(problem, run);
        // One greedy trajectory takes hundredths of a second: whatever comes between, the answer is a good one.
        if (usesPrices && usesPolicy && !run.ShouldStop) new LearntMigration(most: 1).Improve(problem, run);
        PriceBound? bound = null;
        if (usesPrices && new PriceBound(problem) is { Work: < MostWork } priced)
        {
            bound = priced;
            // Prices get a third of the time at most: what they have found by then still guides.
            var most = run.Elapsed + (run.Remaining / 3 ?? TimeSpan.FromHours(1));
            bound.Prove(-1, MostRounds, () => run.ShouldStop || run.Elapsed > most);
            if (bound.Rounds > 0) run.ProveBound(Math.Max(0, MachineCost.OfSlots(problem, (long)Math.Floor(bound.Slots + 1e-6))), Name);
        }
        if (usesPrices && usesPolicy && !run.ShouldStop) new LearntMigration(resumes: true, most: Trajectories, share: PolicyShare).Improve(problem, run);
        if (run.ShouldStop) return;
        var walkers = Enumerable.Range(0, run.Workers).Select(i => new Walker(Name, streams.Split(i), bound?.Copy())).ToArray();
        if (walkers.Length == 1) walkers[0].Improve(problem, run);
        else new SideBySide<MachineProblem, MigrationPlan>(Name, Description, walkers).Improve(problem, run);
    }

    private sealed class Walker(string name, RandomStream random, PriceBound? bound) : ISolver<MachineProblem, MigrationPlan>
    {
        public string Name => name;

        public string Description => name;

        public void Improve(MachineProblem problem, Run<MigrationPlan> run) => new FragmentWalk(problem, random, run, Name, bound).Walk();
    }
}

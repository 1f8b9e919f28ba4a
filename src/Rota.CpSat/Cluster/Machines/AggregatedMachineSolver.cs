using System.Globalization;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Solvers;
using Rota.CpSat.Solving;
using Rota.Solving;

namespace Rota.CpSat.Cluster.Machines;

/// <summary>
/// The aggregated model on CP-SAT: how many VMs of each kind leave and enter each place. Some thousand integers instead of a binary for each VM and place. Hinted by the greedy plan; proves a
/// bound of its own. VMs of sets that shall be apart stay where they are.
/// </summary>
public sealed class AggregatedMachineSolver : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "aggregated";

    /// <inheritdoc/>
    public string Description => "constraint programming over numbers of VMs of a kind; proves";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        new JointGreedy().Improve(problem, run);
        if (run.ShouldStop || problem.MigrationLimit == 0) return;
        var model = new AggregatedModel(problem);
        model.Hint(run.Best!.Value.Answer);
        using var round = new CpSatRound(model.Cp, string.Create(
            CultureInfo.InvariantCulture, $"num_workers:{run.Workers},random_seed:{(int)(run.Seed % int.MaxValue)},catch_sigint_signal:false{(run.Remaining is { } left ? $",max_time_in_seconds:{Math.Max(0.01, left.TotalSeconds):F3}" : "")}"))
        {
            Found = solution =>
            {
                var (plan, fragments) = MigrationOrder.Of(problem, model.Read(solution));
                run.Offer(plan, fragments, Name);
            },
            // Sets that are kept apart leave the model fewer ways than there are: its bound is then none.
            Bounded = problem.Apart.IsEmpty ? slots => run.ProveBound(problem.FreeCores - (problem.SlotCores * (long)Math.Floor(slots + 1e-6)), Name) : null,
        };
        round.Run(() => run.ShouldStop);
    }
}

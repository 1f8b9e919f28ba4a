using Rota.Cluster.Machines.Solvers;
using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// A policy for the first steps, an exact method on a pruned space for the rest (after Zhu and others 2021; the source names it and no details): the learnt policy carries out its share of the
/// migrations, a few of its drawn trajectories say which machines are worth a look, and those alone are solved exactly with the migrations left.
/// </summary>
/// <param name="share">The policy's share of the migrations. Default one half.</param>
/// <param name="network">The policy; null for the one that comes with the library.</param>
public sealed class NeuPlan(double share = 0.5, PolicyNetwork? network = null) : ISolver<MachineProblem, MigrationPlan>
{
    private const int Scouts = 4;

    /// <inheritdoc/>
    public string Name => "neuplan";

    /// <inheritdoc/>
    public string Description => "the learnt policy for the first migrations, exact search among few machines for the rest";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        var player = new ReschedulePlayer(problem, network?.ForThread() ?? MachineModels.Rescheduling);
        run.Offer(MigrationPlan.Empty, player.Fragments, Name);
        for (var i = 0; i < (int)(share * problem.MigrationLimit) && !run.ShouldStop && player.Step(random, 0); i++)
            if (player.Fragments < run.Objective) run.Offer(player.Plan, player.Fragments, Name);
        var (plan, machines) = (player.Plan, new SortedSet<int>());
        var places = plan.Places(problem);
        for (var scout = 0; scout < Scouts && !run.ShouldStop; scout++)
        {
            player.Reset(plan.Steps.AsSpan());
            while (!run.ShouldStop && player.Step(random, scout == 0 ? 0 : 1))
            {
                if (player.Fragments < run.Objective) run.Offer(player.Plan, player.Fragments, Name);
            }
            var now = places.ToArray();
            foreach (var step in player.Plan.Steps.AsSpan()[plan.Steps.Length..])
            {
                machines.Add(now[step.Vm].Machine);
                machines.Add(step.To.Machine);
                now[step.Vm] = step.To;
            }
        }
        if (machines.Count == 0) return;
        var moved = plan.Steps.Select(step => step.Vm).ToHashSet();
        var rest = new SubCluster(problem, places, [.. machines], problem.MigrationLimit - plan.Steps.Length, moved.Contains).Solve(run, 1);
        var state = new MachineState(problem);
        foreach (var step in plan.Steps.AddRange(rest)) state.Move(step.Vm, step.To.Machine, step.To.Node);
        run.Offer(new(plan.Steps.AddRange(rest)), MachineCost.Of(state), Name);
    }
}

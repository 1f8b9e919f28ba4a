using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Partitioned optimisation (POP, Narayanan and others 2021): the machines are cut into groups in file order, each group has its part of the migrations and is solved exactly, with its VMs
/// kept inside. Where the source calls a mixed-integer solver, <see cref="FragmentSearch"/> proves here. What cutting costs is what no group can do alone.
/// </summary>
/// <param name="groups">Groups, at least 1. Default 4; the published code has 2.</param>
public sealed class Partitioning(int groups = 4) : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "pop";

    /// <inheritdoc/>
    public string Description => "machines cut into groups, each solved exactly with its part of the migrations";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var state = new MachineState(problem);
        run.Offer(MigrationPlan.Empty, MachineCost.Of(state), Name);
        var steps = new List<Migration>();
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        for (var g = 0; g < groups && !run.ShouldStop; g++)
        {
            var (first, end) = (Share(problem.Machines.Length, g), Share(problem.Machines.Length, g + 1));
            var limit = Share(problem.MigrationLimit, g + 1) - Share(problem.MigrationLimit, g);
            foreach (var step in new SubCluster(problem, places, [.. Enumerable.Range(first, end - first)], limit).Solve(run, 1.0 / (groups - g)))
            {
                state.Move(step.Vm, step.To.Machine, step.To.Node);
                steps.Add(step);
            }
            run.Offer(new([.. steps]), MachineCost.Of(state), Name);
        }
    }

    private int Share(int all, int group) => (int)((long)all * group / groups);
}

namespace Rota.Cluster.Machines.Solvers;

/// <summary>From "where every VM shall be" to migrations that can be carried out one after another within the limit.</summary>
public static class MigrationOrder
{
    /// <summary>
    /// The migrations, in order. VMs of one kind stand for each other; where moves wait for each other in a circle, one makes room on a third machine, which counts; what cannot be reached
    /// within the limit is left out.
    /// </summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="targets">Where every VM shall be; together they must fit.</param>
    /// <returns>The plan, and its free cores in fragments.</returns>
    public static (MigrationPlan Plan, long Fragments) Of(MachineProblem problem, IReadOnlyList<VmPlace> targets)
    {
        var state = new MachineState(problem);
        for (var v = 0; v < targets.Count; v++)
            if (problem.Vms[v].Place != targets[v]) state.Move(v, targets[v].Machine, targets[v].Node);
        var (plan, slots) = MoveOrdering.Order(state);
        return (plan, MachineCost.OfSlots(problem, slots));
    }
}

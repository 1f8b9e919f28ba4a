namespace Rota.Cluster.Machines;

/// <summary>Fragments: the free cores of NUMA nodes of active machines that hold no whole slot. The rate is the quotient of two whole numbers.</summary>
/// <param name="Fragments">Sum of (free cores mod slot) over NUMA nodes.</param>
/// <param name="Free">Sum of free cores.</param>
/// <param name="Slots">Sum of whole slots.</param>
public readonly record struct FragmentRate(long Fragments, long Free, long Slots)
{
    /// <summary>Fragments over free cores; 0 when nothing is free.</summary>
    public double Value => Free == 0 ? 0 : (double)Fragments / Free;

    /// <summary>The rate of a snapshot as it is.</summary>
    public static FragmentRate Of(MachineProblem problem) => Of(problem, MigrationPlan.Empty);

    /// <summary>The rate after a plan.</summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cluster">Number of a cluster to measure alone; null for all.</param>
    public static FragmentRate Of(MachineProblem problem, MigrationPlan plan, int? cluster = null)
    {
        var free = new long[problem.Machines.Length, 2];
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++) free[m, k] = problem.Machines[m].Nodes[k].Cores;
        var places = plan.Places(problem);
        for (var v = 0; v < places.Length; v++)
            for (var k = 0; k < 2; k++)
                if (places[v].Node == VmPlace.BothNodes || places[v].Node == k) free[places[v].Machine, k] -= problem.Vms[v].Cores;
        long fragments = 0, total = 0, slots = 0;
        for (var m = 0; m < problem.Machines.Length; m++)
        {
            if (!problem.Machines[m].IsActive || (cluster is { } only && problem.Machines[m].Cluster != only)) continue;
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++)
            {
                fragments += free[m, k] % problem.SlotCores;
                slots += free[m, k] / problem.SlotCores;
                total += free[m, k];
            }
        }
        return new(fragments, total, slots);
    }
}

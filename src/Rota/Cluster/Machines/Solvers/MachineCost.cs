namespace Rota.Cluster.Machines.Solvers;

/// <summary>What solvers report.</summary>
internal static class MachineCost
{
    /// <summary>Free cores in fragments: free cores do not change, so every slot more is <see cref="MachineProblem.SlotCores"/> fewer.</summary>
    public static long Of(MachineState state) => OfSlots(state.Problem, state.Slots);

    /// <summary>The same from the number of slots.</summary>
    public static long OfSlots(MachineProblem problem, long slots) => problem.FreeCores - (problem.SlotCores * slots);
}

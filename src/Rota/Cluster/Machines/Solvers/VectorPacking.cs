using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Vector bin packing in rounds: the VMs that add most to their machines' fragments are taken out, some at a time, and put back one by one where they leave fewest. How the paper's
/// alpha-VBPP does it is not published; this is our reading. Every VM of a round goes straight from its old to its new place, or stays.
/// </summary>
/// <param name="alpha">VMs taken out in a round.</param>
public sealed class VectorPacking(int alpha = 10) : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "vector-packing";

    /// <inheritdoc/>
    public string Description => "the VMs that make most fragments are taken out and packed again by best fit, in rounds";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        run.Offer(MigrationPlan.Empty, MachineCost.Of(state), Name);
        for (var progress = true; progress && steps.Count < problem.MigrationLimit && !run.ShouldStop;)
        {
            progress = false;
            var chosen = state.Movable.OrderByDescending(v => Leaving(state, v)).ThenBy(v => v).Take(Math.Min(alpha, problem.MigrationLimit - steps.Count)).ToArray();
            foreach (var v in chosen.OrderByDescending(v => state.Cores[v]))
            {
                var (best, place) = (Leaving(state, v), default(VmPlace?));
                var least = 0;
                for (var m = 0; m < state.Group.Length; m++)
                    for (var k = state.Node[v] < 0 ? -1 : 0; k < (state.Node[v] < 0 ? 0 : 2); k++)
                        if (state.Group[m] >= 0 && state.Fits(v, m, k) && best + Coming(state, v, m, k) is var gain && gain > least) (least, place) = (gain, new(m, k));
                if (place is not { } to) continue;
                state.Move(v, to.Machine, to.Node);
                steps.Add(new(v, to));
                progress = true;
            }
        }
        run.Offer(new([.. steps]), MachineCost.Of(state), Name);
    }

    /// <summary>Cores by which fragments fall when the VM leaves.</summary>
    private static int Leaving(MachineState state, int vm)
    {
        var (slot, part, at, gain) = (state.Problem.SlotCores, state.Cores[vm], 2 * state.MachineOf[vm], 0);
        for (var k = 0; k < 2; k++)
            if (state.Node[vm] < 0 || state.Node[vm] == k) gain += (state.Free[at + k] % slot) - ((state.Free[at + k] + part) % slot);
        return gain;
    }

    private static int Coming(MachineState state, int vm, int machine, int node)
    {
        var (slot, part, at, gain) = (state.Problem.SlotCores, state.Cores[vm], 2 * machine, 0);
        for (var k = 0; k < 2; k++)
            if (node < 0 || node == k) gain += (state.Free[at + k] % slot) - ((state.Free[at + k] - part) % slot);
        return gain;
    }
}

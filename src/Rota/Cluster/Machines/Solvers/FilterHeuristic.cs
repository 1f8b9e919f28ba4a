using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// The published two-stage heuristic: the VM of at most a slot's cores whose leaving lowers its machine's fragments most, then the other machine where its coming raises them least;
/// ends when the two together gain nothing. Memory is checked, too, which the published code does not. Ding et al., EuroSys 2025.
/// </summary>
public sealed class FilterHeuristic : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "filter";

    /// <inheritdoc/>
    public string Description => "the published heuristic: the VM first, then the machine";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        run.Offer(MigrationPlan.Empty, MachineCost.Of(state), Name);
        while (steps.Count < problem.MigrationLimit && !run.ShouldStop)
        {
            var (vm, gain) = Pick(state);
            if (vm < 0) break;
            var (machine, node, value) = Score(state, vm);
            if (machine < 0 || gain + value <= 0) break;
            state.Move(vm, machine, node);
            steps.Add(new(vm, new(machine, node)));
        }
        run.Offer(new([.. steps]), MachineCost.Of(state), Name);
    }

    private static (int Vm, int Gain) Pick(MachineState state)
    {
        var (slot, vm, best) = (state.Problem.SlotCores, -1, int.MinValue);
        foreach (var v in state.Movable)
        {
            var (part, at, node) = (state.Cores[v], 2 * state.MachineOf[v], state.Node[v]);
            if (part * (node < 0 ? 2 : 1) > slot) continue;
            var gain = 0;
            for (var k = 0; k < 2; k++)
                if (node < 0 || node == k) gain += (state.Free[at + k] % slot) - ((state.Free[at + k] + part) % slot);
            if (gain > best) (best, vm) = (gain, v);
        }
        return (vm, best);
    }

    private static (int Machine, int Node, int Value) Score(MachineState state, int vm)
    {
        var (slot, part, spans) = (state.Problem.SlotCores, state.Cores[vm], state.Node[vm] < 0);
        var (machine, node, best) = (-1, 0, int.MinValue);
        for (var m = 0; m < state.Group.Length; m++)
        {
            if (m == state.MachineOf[vm] || state.Group[m] < 0) continue;
            for (var k = spans ? -1 : 0; k < (spans ? 0 : 2); k++)
            {
                if (!state.Fits(vm, m, k)) continue;
                var value = 0;
                for (var n = 0; n < 2; n++)
                    if (spans || n == k) value += (state.Free[(2 * m) + n] % slot) - ((state.Free[(2 * m) + n] - part) % slot);
                if (value > best) (machine, node, best) = (m, k, value);
            }
        }
        return (machine, node, best);
    }
}

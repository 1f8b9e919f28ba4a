using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>Every step the VM and the place that gain most together, flips within a machine included; ends where nothing gains. Ties go to the first VM, then the first place.</summary>
public sealed class JointGreedy : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "joint-greedy";

    /// <inheritdoc/>
    public string Description => "the move that gains most, again and again";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        run.Offer(MigrationPlan.Empty, MachineCost.Of(state), Name);
        while (steps.Count < problem.MigrationLimit && !run.ShouldStop && Best(state) is { } move)
        {
            state.Move(move.Vm, move.To.Machine, move.To.Node);
            steps.Add(move);
        }
        run.Offer(new([.. steps]), MachineCost.Of(state), Name);
    }

    /// <summary>The best move, null when none gains.</summary>
    private static Migration? Best(MachineState state)
    {
        Migration? best = null;
        var most = 0;
        foreach (var v in state.Movable)
        {
            var leaving = state.GainOfLeaving(v);
            if (leaving <= most) continue;
            var spans = state.Node[v] < 0;
            // No place can gain more than the leaving itself.
            for (var m = 0; m < state.Group.Length && most < leaving; m++)
            {
                if (state.Group[m] < 0) continue;
                for (var k = spans ? -1 : 0; k < (spans ? 0 : 2); k++)
                {
                    if (leaving + state.GainOfComing(v, m, k) <= most || !state.Fits(v, m, k)) continue;
                    most = leaving + state.GainOfComing(v, m, k);
                    best = new(v, new(m, k));
                }
            }
        }
        return best;
    }
}

using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Beam search over migrations in order: of every state kept, the best moves, of all those the best states. States are measured by slots and, below that, by the squares of the remainders.
/// </summary>
/// <param name="width">States kept.</param>
/// <param name="moves">Moves tried of each.</param>
public sealed class BeamSearch(int width = 8, int moves = 12) : ISolver<MachineProblem, MigrationPlan>
{
    /// <inheritdoc/>
    public string Name => "beam";

    /// <inheritdoc/>
    public string Description => "beam search over migrations in order";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var start = new MachineState(problem);
        run.Offer(MigrationPlan.Empty, MachineCost.Of(start), Name);
        var beam = new List<(MachineState State, Link? Steps)> { (start, null) };
        for (var depth = 0; depth < problem.MigrationLimit; depth++)
        {
            var next = new List<(double Worth, int From, Migration Move)>();
            for (var b = 0; b < beam.Count; b++)
            {
                if (run.ShouldStop) return;
                Expand(beam[b].State, b, next);
            }
            var seen = new HashSet<(int, double)>();
            var kept = new List<(MachineState, Link?)>();
            foreach (var (worth, from, move) in next.OrderByDescending(entry => entry.Worth).ThenBy(entry => entry.From).ThenBy(entry => entry.Move.Vm))
            {
                if (kept.Count == width) break;
                var state = beam[from].State.Copy();
                state.Move(move.Vm, move.To.Machine, move.To.Node);
                // Equal in slots and remainders: most often the same moves in another order.
                if (!seen.Add((state.Slots, Math.Round(worth, 6)))) continue;
                kept.Add((state, new(move, beam[from].Steps)));
                if (MachineCost.Of(state) < run.Objective) run.Offer(new([.. Link.Path(kept[^1].Item2)]), MachineCost.Of(state), Name);
            }
            if (kept.Count == 0) return;
            beam = kept;
        }
    }

    /// <summary>The best moves of a state.</summary>
    private void Expand(MachineState state, int number, List<(double, int, Migration)> next)
    {
        var whole = MoveRanking.Worth(state);
        foreach (var (move, gain) in MoveRanking.Best(state, moves)) next.Add((whole + gain, number, move));
    }

    private sealed record Link(Migration Move, Link? Before)
    {
        public static Stack<Migration> Path(Link? last)
        {
            var path = new Stack<Migration>();
            for (; last is not null; last = last.Before) path.Push(last.Move);
            return path;
        }
    }
}

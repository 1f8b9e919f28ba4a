namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// The moves that promise most, for searches that branch over moves: measured by slots and, below that, by the squares of the remainders, which draw free cores together before a slot is whole.
/// </summary>
internal static class MoveRanking
{
    /// <summary>What a state is worth.</summary>
    public static double Worth(MachineState state)
    {
        double whole = state.Slots;
        foreach (var free in state.Free) whole += Part(free, state.Problem.SlotCores);
        return whole;
    }

    /// <summary>The best moves of a state and what each gains, the least first.</summary>
    public static IEnumerable<(Migration Move, double Gain)> Best(MachineState state, int moves)
    {
        var slot = state.Problem.SlotCores;
        var best = new PriorityQueue<Migration, double>();
        foreach (var v in state.Movable)
        {
            var (c, a, n) = (state.Cores[v], 2 * state.MachineOf[v], state.Node[v]);
            var leaving = n < 0 ? Worth(state.Free[a] + c) - Worth(state.Free[a]) + Worth(state.Free[a + 1] + c) - Worth(state.Free[a + 1]) : Worth(state.Free[a + n] + c) - Worth(state.Free[a + n]);
            if (best.Count == moves && best.TryPeek(out _, out var least) && leaving <= least) continue;
            for (var m = 0; m < state.Group.Length; m++)
                for (var k = n < 0 ? -1 : 0; k < (n < 0 ? 0 : 2); k++)
                {
                    if (state.Group[m] < 0 || !state.Fits(v, m, k)) continue;
                    var b = 2 * m;
                    var gain = leaving + (n < 0 ? Worth(state.Free[b] - c) - Worth(state.Free[b]) + Worth(state.Free[b + 1] - c) - Worth(state.Free[b + 1]) : Worth(state.Free[b + k] - c) - Worth(state.Free[b + k]));
                    if (best.Count < moves) best.Enqueue(new(v, new(m, k)), gain);
                    else if (best.TryPeek(out _, out var low) && gain > low) best.EnqueueDequeue(new(v, new(m, k)), gain);
                }
        }
        while (best.TryDequeue(out var move, out var gain)) yield return (move, gain);

        double Worth(int free) => (free / slot) + Part(free, slot);
    }

    private static double Part(int free, int slot) => 0.4 * (free % slot) * (free % slot) / (slot * slot);
}

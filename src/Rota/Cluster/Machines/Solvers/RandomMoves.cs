using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>Migrations by chance, as many as the limit allows: the floor of every comparison. Its plan is the whole list, whatever comes of it.</summary>
public sealed class RandomMoves : ISolver<MachineProblem, MigrationPlan>
{
    private const int MostMisses = 20_000;

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public string Description => "migrations by chance: the floor";

    /// <inheritdoc/>
    public void Improve(MachineProblem problem, Run<MigrationPlan> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        var state = new MachineState(problem);
        var steps = new List<Migration>();
        for (var misses = 0; state.Movable.Length > 0 && steps.Count < problem.MigrationLimit && misses < MostMisses; misses++)
        {
            var v = state.Movable[random.Next(state.Movable.Length)];
            var (m, k) = (random.Next(state.Group.Length), state.Node[v] < 0 ? -1 : random.Next(2));
            if (state.Group[m] < 0 || !state.IsHome(v) || !state.Fits(v, m, k)) continue;
            state.Move(v, m, k);
            steps.Add(new(v, new(m, k)));
        }
        run.Offer(new([.. steps]), MachineCost.Of(state), Name);
    }
}

using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>A dispatching rule of a blocking shop: of the jobs that may be loaded on a machine the one with the lowest rank is, ties to the lowest job. Pure.</summary>
public abstract class BlockingRule
{
    /// <summary>The name the literature uses, in capitals.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings: who goes first.</summary>
    public abstract string Description { get; }

    /// <summary>The rank of a job that may be loaded on <see cref="BlockingState.Machine"/>; the lowest goes first.</summary>
    public abstract int Rank(BlockingState state, int job);

    /// <summary>The job that goes first.</summary>
    public int Choose(BlockingState state)
    {
        var candidates = state.Candidates;
        var (best, lowest) = (candidates[0], Rank(state, candidates[0]));
        for (var i = 1; i < candidates.Length; i++)
        {
            var rank = Rank(state, candidates[i]);
            if (rank < lowest) (best, lowest) = (candidates[i], rank);
        }
        return best;
    }

    /// <summary>Plays a state to its end.</summary>
    /// <returns>The makespan; the largest number there is when the run ends in a deadlock.</returns>
    public int Finish(BlockingState state)
    {
        while (state.Advance()) state.Load(Choose(state));
        return state.IsDeadlocked ? int.MaxValue : state.Makespan;
    }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

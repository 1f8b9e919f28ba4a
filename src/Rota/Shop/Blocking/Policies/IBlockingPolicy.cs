using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Decides on a blocking shop floor. It sees what a planner can know there; the state's future is not in its view.</summary>
public interface IBlockingPolicy
{
    /// <summary>A name for tables.</summary>
    string Name { get; }

    /// <summary>Before a run: sets limits and waiting of the state, forgets what it remembers.</summary>
    /// <param name="state">The state, at time 0.</param>
    /// <param name="seed">For policies that use chance.</param>
    void Begin(BlockingState state, ulong seed);

    /// <summary>The job to load on <see cref="BlockingState.Machine"/>; -1 to leave it empty, where that may be.</summary>
    int Choose(BlockingState state);
}

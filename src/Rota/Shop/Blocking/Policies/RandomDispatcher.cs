using Rota.Randomness;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Any job that may be loaded, all alike: the yardstick of rules.</summary>
public sealed class RandomDispatcher : IBlockingPolicy
{
    private RandomStream random = new(1);

    /// <inheritdoc/>
    public string Name => "random";

    /// <inheritdoc/>
    public void Begin(BlockingState state, ulong seed)
    {
        random = new RandomStream(seed).Split("random dispatching");
        (state.Waiting, state.EntryLimit) = (WaitChoice.Never, int.MaxValue);
    }

    /// <inheritdoc/>
    public int Choose(BlockingState state) => state.Candidates[random.Next(state.CandidateCount)];
}

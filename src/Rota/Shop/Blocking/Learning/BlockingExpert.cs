using Rota.Learning;
using Rota.Randomness;
using Rota.Shop.Blocking.Policies;

namespace Rota.Shop.Blocking.Learning;

/// <summary>A policy of blocking shops as one of <see cref="BlockingEnvironment"/>: whom learners imitate, and what they have to beat.</summary>
/// <param name="create">Makes the policy; called once a thread.</param>
public sealed class BlockingExpert(Func<IBlockingPolicy> create) : IPolicy
{
    private readonly IBlockingPolicy policy = create();
    private Simulation.BlockingShop? shop;

    /// <inheritdoc/>
    public string Name => policy.Name;

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public bool UsesChance => false;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var state = ((BlockingEnvironment)decision.Environment.Unwrapped).State;
        if (!ReferenceEquals(shop, state.Shop))
        {
            shop = state.Shop;
            policy.Begin(new(shop), 1);
        }
        var job = policy.Choose(state);
        return new(job < 0 ? state.CandidateCount : state.Candidates.IndexOf(job));
    }

    /// <inheritdoc/>
    public IPolicy ForThread() => new BlockingExpert(create);
}

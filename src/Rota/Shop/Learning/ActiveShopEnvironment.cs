using Rota.Learning;

namespace Rota.Shop.Learning;

/// <summary>
/// A job shop, dispatched as an active schedule (Giffler and Thompson 1960): at every decision the machine of the operation that can complete first is
/// given to one of those that could start on it before that completion. Optimal schedules are among the active ones, so nothing good is out of
/// reach: a policy may let a machine wait.
/// </summary>
public sealed class ActiveShopEnvironment : DispatchEnvironment
{
    internal static readonly Schema Shown = new("shop-active", 1, 0, ActiveFeatures.Count);

    /// <summary>An environment over instances.</summary>
    /// <param name="instances">The instance of a seed; job shops with one machine an operation, judged by makespan.</param>
    public ActiveShopEnvironment(Func<ulong, ShopProblem> instances) : base(instances) { }

    /// <summary>An environment of one instance; seeds change nothing.</summary>
    public ActiveShopEnvironment(ShopProblem problem) : this(_ => problem) { }

    private ActiveShopEnvironment(ActiveShopEnvironment other) : base(other) { }

    /// <inheritdoc/>
    public override Schema Schema => Shown;

    /// <inheritdoc/>
    public override void Observe(Observation into) => ActiveFeatures.Write((ActiveState)State, into);

    /// <inheritdoc/>
    public override IEnvironment Fork() => new ActiveShopEnvironment(this);

    private protected override IDispatchState Begin(DispatchShop shop) => new ActiveState(shop);
}

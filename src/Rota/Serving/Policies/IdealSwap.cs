using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Swapping that takes no time: what no way to copy can beat. The host's copies are kept.</summary>
public sealed record IdealSwap : HostSwap
{
    /// <summary>Swapping that takes no time.</summary>
    public IdealSwap() => Free = true;

    /// <inheritdoc/>
    public override string Name => "ideal-swap";

    private protected override Swapping Live(PolicyContext context)
    {
        var (gpu, host) = Scattered(context);
        return new ContextSwapping(this, context, gpu, host) { Keeps = true };
    }
}

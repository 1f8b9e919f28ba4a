using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Swapping as in vLLM 0.3.3: pages lie anywhere and are copied one by one, the instance waits for all copies, and the host's copy is dropped when a
/// context is back.
/// </summary>
public sealed record PageSwap : HostSwap
{
    /// <inheritdoc/>
    public override string Name => "page-swap";

    private protected override Swapping Live(PolicyContext context)
    {
        var (gpu, host) = Scattered(context);
        return new ContextSwapping(this, context, gpu, host);
    }
}

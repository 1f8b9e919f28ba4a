using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// InferCept's choice at a tool call (arXiv 2402.01869): hold the context when the memory it occupies for the expected time of the tool is less than what
/// computing it again would block, for itself and for all others that run. A held context stays until the tool returns. Until a tool is known, all tools' mean
/// stands for it, and 1 s before there is any. With a host tier a context that is not held moves there by itself.
/// </summary>
public sealed record InferceptWaste : RetentionChoice
{
    /// <inheritdoc/>
    public override string Name => "infercept";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new Live(RebuildTime.ByPrefill(context), context.Host is null ? null : RebuildTime.Of(context), context.Host is { Waits: false });

    private sealed class Live(RebuildTime rebuild, RebuildTime? copy, bool beside) : HeldContexts
    {
        private readonly ToolTimes tools = new();

        public override void Queued(ServingView view, int request) => tools.Observe(view, request);

        public override long HoldUntil(ServingView view, int request)
        {
            if (view.ToolCalled(request) is not (var tool and >= 0)) return 0;
            var own = (double)view.Known(request);
            double others = view.DecodeContext;
            foreach (var other in view.Prefilling) others += view.Computed(other);
            var preserve = (tools.MeanOf(tool) ?? tools.Mean ?? 1) * own;
            var discard = rebuild.Seconds(view.Known(request)) * (own + others);
            // Swapping goes both ways and stops everybody, unless it goes on beside the steps.
            var swap = beside ? 0 : copy is null ? double.PositiveInfinity : 2 * copy.Seconds(view.Known(request)) * (own + others);
            return preserve <= Math.Min(discard, swap) ? SimTime.Never : 0;
        }
    }
}

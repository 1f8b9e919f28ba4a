using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The request with the fewest tokens left to compute is next, cached ones not counted; equal ones in order of arrival. SJF by prompt length.</summary>
public sealed record ShortestPrefillFirst : OrderChoice
{
    /// <inheritdoc/>
    public override string Name => "shortest-prefill";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live();

    private sealed class Live : RequestOrder
    {
        // What is cached changes while a request waits.
        public override bool IsStatic => false;

        public override OrderKey Key(ServingView view, int request) => new(view.ToCompute(request), view.Arrival(request));
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Requests in order of arrival, but those whose context is held go on at once, as InferCept resumes what it preserved. Requests that lost their KV come before all.</summary>
public sealed record HeldFirst : OrderChoice
{
    /// <inheritdoc/>
    public override string Name => "held-first";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live();

    private sealed class Live : RequestOrder
    {
        public override OrderKey Key(ServingView view, int request) =>
            new(view.IsPreempted(request) ? 0 : view.Program(request) is var program and >= 0 && view.Holds.ContainsKey(program) ? 1 : 2, view.Arrival(request));
    }
}

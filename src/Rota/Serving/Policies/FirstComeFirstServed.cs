using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Requests in order of arrival; the one admitted last makes room. What vLLM calls fcfs.</summary>
public sealed record FirstComeFirstServed : OrderChoice
{
    /// <inheritdoc/>
    public override string Name => "fcfs";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live();

    private sealed class Live : RequestOrder
    {
        public override OrderKey Key(ServingView view, int request) => new(view.Arrival(request));
    }
}

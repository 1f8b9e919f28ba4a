using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The first token that is due first is next; requests without a target come last, in order of arrival. EDF.</summary>
public sealed record EarliestDeadlineFirst : OrderChoice
{
    /// <inheritdoc/>
    public override string Name => "edf";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live();

    private sealed class Live : RequestOrder
    {
        public override OrderKey Key(ServingView view, int request) => new(view.Deadline(request), view.Arrival(request));
    }
}

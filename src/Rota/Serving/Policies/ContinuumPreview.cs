using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// The rule of Continuum's preview code: a context is held for 2 s when its tool takes at most 2 s on average (an unknown tool takes none), else not at all. A hold
/// ends at its time, not behind it; when room is needed the hold that ends last goes first. The preview's flag for last turns is not in traces and left out.
/// </summary>
public sealed record ContinuumPreview : RetentionChoice
{
    /// <summary>Seconds a context is held, and the longest mean tool time that is held for. Default 2.</summary>
    public double Seconds { get; init; } = 2;

    /// <inheritdoc/>
    public override string Name => "continuum-preview";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new Live(Seconds);

    private sealed class Live(double seconds) : HeldContexts
    {
        private readonly ToolTimes tools = new();

        public override void Queued(ServingView view, int request) => tools.Observe(view, request);

        public override long HoldUntil(ServingView view, int request) =>
            view.ToolCalled(request) is var tool and >= 0 && (tools.MeanOf(tool) ?? 0) <= seconds ? Hold(view.Now + SimTime.FromSeconds(seconds)) : 0;

        protected override long ExpiredFrom(Hold hold) => hold.Until;

        protected override bool GoesBefore(ServingView view, Hold hold, Hold other) =>
            hold.Until != other.Until ? hold.Until > other.Until : hold.Program > other.Program;
    }
}

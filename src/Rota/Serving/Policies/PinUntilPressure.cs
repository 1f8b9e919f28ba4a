using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Contexts are held without end and go only when room is needed, those of the program that came last first. The strongest simple rule beside Continuum's.</summary>
public sealed record PinUntilPressure : RetentionChoice
{
    /// <inheritdoc/>
    public override string Name => "pin-until-pressure";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new Live();

    private sealed class Live : HeldContexts
    {
        public override long HoldUntil(ServingView view, int request) => SimTime.Never;
    }
}

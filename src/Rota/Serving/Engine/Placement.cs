namespace Rota.Serving.Engine;

/// <summary>On which instance? Hears of what happens on all of them.</summary>
public abstract class Placement : PolicyPart
{
    /// <summary>The instance for a request.</summary>
    /// <param name="view">The fleet.</param>
    /// <param name="request">The request.</param>
    /// <param name="candidates">Instances that may take it, at least one.</param>
    public abstract int Choose(FleetView view, int request, ReadOnlySpan<int> candidates);
}

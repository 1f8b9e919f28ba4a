using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A <see cref="LayerGrouping"/> at work on one instance.</summary>
public abstract class LayerGroupRule
{
    /// <summary>The number of groups of a batch that is admitted now; the caller holds it to 1 up to the number of layers.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="batch">The prompts.</param>
    public abstract int Groups(ServingView view, in LayerBatch batch);
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A finished turn's KV is free at once; it stays in the prefix cache until its blocks are taken, the end of the context first.</summary>
public sealed record FreeAtFinish : RetentionChoice
{
    /// <inheritdoc/>
    public override string Name => "free";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new Live();

    private sealed class Live : Retention
    {
        public override long HoldUntil(ServingView view, int request) => 0;
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours: a context is held as long as that is expected to pay, and when room is needed the one that pays least goes first. A rebuild keeps the whole engine
/// busy, so it costs its time for all of the cache, not for the context alone: B = f PR M / C for C tokens of M. A hold ends when the tool returns, so it
/// costs E[min(d, tau)], not tau. After some waiting the tool's times beyond it decide: a tool that should be back by now makes its hold worth less.
/// </summary>
public sealed record RebuildValue : RetentionChoice
{
    /// <summary>f: weight of a rebuild's cost to others. Default 3, tuned on seeds of its own.</summary>
    public double Factor { get; init; } = 3;

    /// <summary>Calls of a tool that must be known before its own times are used, and of all tools before any are. Default 30.</summary>
    public int Samples { get; init; } = 30;

    /// <summary>How long a context is held while no tool times are known, seconds. Default 30.</summary>
    public double UnknownSeconds { get; init; } = 30;

    /// <inheritdoc/>
    public override string Name => "rebuild-value";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new RebuildValueHolds(this, RebuildTime.Of(context), context.Limits.KvTokens);
}

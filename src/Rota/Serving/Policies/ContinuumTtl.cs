using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Continuum's retention (arXiv 2511.02230): a finished turn's context is held for the time that maximises F(tau) (T eta + PR) - tau. F is the tool's distribution, T the
/// mean queueing delay of turns whose context was gone, eta the <see cref="Memoryfulness"/>, PR the <see cref="RebuildTime"/>. Until K calls are known an
/// exponential prior stands for F, until K calls of the tool are known all tools together. Not in the paper: the windows of T and eta.
/// </summary>
public sealed record ContinuumTtl : RetentionChoice
{
    /// <summary>K: calls that must be known before their distribution is used; the prior serves for ever at <see cref="int.MaxValue"/>. Default 100.</summary>
    public int Samples { get; init; } = 100;

    /// <summary>Mean of the prior, seconds. Default 1.</summary>
    public double PriorMeanSeconds { get; init; } = 1;

    /// <summary>Programs and delays that eta and T are taken over. Default 256.</summary>
    public int Window { get; init; } = 256;

    /// <summary>Shorter times hold nothing, seconds. Default 0.01.</summary>
    public double ThresholdSeconds { get; init; } = 0.01;

    /// <inheritdoc/>
    public override string Name => Samples == int.MaxValue ? "static-ttl" : "continuum-ttl";

    /// <inheritdoc/>
    public override Retention Create(PolicyContext context) => new ContinuumHolds(this, RebuildTime.Of(context));
}

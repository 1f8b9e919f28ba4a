using Rota.Randomness;
using Rota.Serving.Latency;

namespace Rota.Serving.Engine;

/// <summary>What a policy is given when it goes to work on an instance.</summary>
/// <param name="Limits">The engine's sizes.</param>
/// <param name="Profile">
/// What a profiling run of the engine measures: policies fit their predictors on it, as operators do on an idle server. Never asked about the step at hand.
/// </param>
/// <param name="Random">The policy's own stream.</param>
/// <param name="Instance">Number of the instance in its fleet.</param>
public sealed record PolicyContext(EngineLimits Limits, ILatencyModel Profile, RandomStream Random, int Instance = 0)
{
    /// <summary>Host memory behind the prefix cache; null for none.</summary>
    public HostTier? Host { get; init; }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Rehearsal;

/// <summary>A policy with the engine settings that go with it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="MaxSequences">max_num_seqs; null leaves the fleet's.</param>
public sealed record TunedPolicy(ServingPolicy Policy, int? MaxSequences = null)
{
    /// <summary>The fleet with these settings.</summary>
    public EngineRequest On(EngineRequest engine) => MaxSequences is { } sequences ? engine with { MaxSequences = sequences } : engine;
}

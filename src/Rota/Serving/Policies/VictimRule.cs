namespace Rota.Serving.Policies;

/// <summary>Which running request loses its KV when room is needed.</summary>
public enum VictimRule
{
    /// <summary>The one admitted last, as in vLLM.</summary>
    LastAdmitted,

    /// <summary>The one that arrived last, as in LightLLM, where a request evicted before and back again is old.</summary>
    LatestArrival,

    /// <summary>The one with the fewest computed tokens: least is computed again. Equal ones: the one that arrived last.</summary>
    LeastComputed,
}

namespace Rota.Serving.Results;

/// <summary>What counts as good service. Targets of the trace go before these.</summary>
/// <param name="TtftSeconds">Time to the first token; null for none.</param>
/// <param name="TbtSeconds">Every gap between tokens; null for none.</param>
/// <param name="LatencySeconds">Arrival to last token; null for none.</param>
public sealed record ServiceTargets(double? TtftSeconds = null, double? TbtSeconds = null, double? LatencySeconds = null)
{
    /// <summary>True when there is nothing to meet.</summary>
    public bool IsEmpty => TtftSeconds is null && TbtSeconds is null && LatencySeconds is null;
}

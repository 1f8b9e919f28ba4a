namespace Rota.CpSat.Cluster.Pods;

/// <summary>What a stage of a tiered solve came to.</summary>
/// <param name="Priority">The tier's priority.</param>
/// <param name="Stage">"place" or "disruption".</param>
/// <param name="Status">"optimal", "feasible", "infeasible", "unknown", or "known" when no search was needed.</param>
/// <param name="Seconds">Wall time.</param>
public readonly record struct PodStage(int Priority, string Stage, string Status, double Seconds);

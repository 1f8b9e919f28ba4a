namespace Rota.Studies.Serving.PastFuture;

/// <summary>How arrivals of a trace were served.</summary>
/// <param name="Attainment">Share of requests within both targets.</param>
/// <param name="Goodput">Such requests a second.</param>
/// <param name="Evictions">Times a request lost its KV.</param>
/// <param name="QueueP99">99th percentile of the time to being scheduled, seconds.</param>
/// <param name="KvUse">Mean share of the KV in use.</param>
public readonly record struct OpenLoopOutcome(double Attainment, double Goodput, long Evictions, double QueueP99, double KvUse);

namespace Rota.Studies.Serving.PastFuture;

/// <summary>What a run of the token-level simulator brought.</summary>
/// <param name="Steps">Decode steps.</param>
/// <param name="MemoryPercent">Mean memory use, percent of the KV.</param>
/// <param name="TruePeakPercent">Mean over rounds of the future peak with true lengths, percent of the KV.</param>
/// <param name="EvictionPercent">Evictions for each finished request, percent.</param>
internal readonly record struct TokenOutcome(double Steps, double MemoryPercent, double TruePeakPercent, double EvictionPercent)
{
    /// <summary>Means over seeds.</summary>
    public static TokenOutcome Mean(IReadOnlyCollection<TokenOutcome> runs) => new(
        runs.Average(r => r.Steps), runs.Average(r => r.MemoryPercent), runs.Average(r => r.TruePeakPercent), runs.Average(r => r.EvictionPercent));
}

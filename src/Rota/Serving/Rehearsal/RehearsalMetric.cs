using System.Collections.Immutable;
using Rota.Serving.Results;

namespace Rota.Serving.Rehearsal;

/// <summary>A figure of a run that policies are compared by.</summary>
/// <param name="Name">Name in tables and JSON.</param>
/// <param name="Unit">Unit.</param>
/// <param name="LargerIsBetter">Direction.</param>
/// <param name="Of">Reads it from a summary; NaN when it has none.</param>
public sealed record RehearsalMetric(string Name, string Unit, bool LargerIsBetter, Func<RunSummary, double> Of)
{
    /// <summary>All of them, in the order of tables.</summary>
    public static ImmutableArray<RehearsalMetric> All { get; } =
    [
        new("ttft_mean", "s", false, s => s.All.Ttft.Mean),
        new("ttft_p50", "s", false, s => s.All.Ttft.P50),
        new("ttft_p90", "s", false, s => s.All.Ttft.P90),
        new("ttft_p99", "s", false, s => s.All.Ttft.P99),
        new("tbt_p50", "s", false, s => s.All.Tbt.P50),
        new("tbt_p99", "s", false, s => s.All.Tbt.P99),
        new("e2e_mean", "s", false, s => s.All.Latency.Mean),
        new("e2e_p50", "s", false, s => s.All.Latency.P50),
        new("e2e_p90", "s", false, s => s.All.Latency.P90),
        new("e2e_p99", "s", false, s => s.All.Latency.P99),
        new("jct_mean", "s", false, s => s.JobCompletion.Mean),
        new("jct_p50", "s", false, s => s.JobCompletion.P50),
        new("jct_p90", "s", false, s => s.JobCompletion.P90),
        new("jct_p99", "s", false, s => s.JobCompletion.P99),
        new("attainment", "share", true, s => s.All.Attainment),
        new("goodput", "requests/s", true, s => s.Goodput),
        new("throughput", "tokens/s", true, s => s.OutputTokensPerSecond),
        new("kv_use", "share", false, s => s.KvUse),
        new("preemptions", "count", false, s => s.Preemptions),
        new("hit_rate", "share", true, s => s.HitRate),
        new("energy_per_token", "mJ", false, s => s.MillijoulesPerToken),
    ];

    /// <summary>The metric of a name.</summary>
    /// <exception cref="RotaException">There is none; says the nearest.</exception>
    public static RehearsalMetric Find(string name) =>
        All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown metric '{name}'{Rota.Formats.Nearest.Hint(name, All.Select(m => m.Name))}");
}

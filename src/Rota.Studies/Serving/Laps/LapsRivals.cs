namespace Rota.Studies.Serving.Laps;

/// <summary>Against what the paper did not compare with. A policy counts only where it leaves long prompts no later than LAPS does, by more than 10 % at p99.</summary>
internal static class LapsRivals
{
    private const double Spared = 1.1;

    /// <summary>Fewer late requests than LAPS at the same load, and the p99 of long prompts beside it.</summary>
    public static IEnumerable<Claim> Claims(string id, string at, IReadOnlyDictionary<string, LapsOutcome[]> runs)
    {
        double Late(string name) => LapsBench.Mean(runs[name], o => o.Violations);
        double LongTail(string name) => LapsBench.Mean(runs[name], o => o.Long.P99);
        if (Late("laps") < 0.05) yield break;
        var ours = LongTail("laps-plus") <= Spared * LongTail("laps") ? Late("laps-plus") : double.PositiveInfinity;
        var strongest = new[] { "laps", "laps-no-window", "prefill-vllm", "prefill-s-edf", "prefill-shortest" }.Where(name => LongTail(name) <= Spared * LongTail("laps")).Min(Late);
        yield return Claim.Below($"edf-{id}", $"slack-aware EDF with the same graphs has fewer late requests than LAPS, {at}", "late", "%", Late("prefill-s-edf"), Late("laps"));
        yield return Claim.Below($"ours-{id}", $"ours has fewer late requests than LAPS, and than the orders LAPS was not compared with; long p99 at most 10 % above LAPS', {at}", "late", "%", ours, strongest) with { Baseline = Late("laps") };
    }
}

using System.Collections.Immutable;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving.Laps;

/// <summary>
/// LAPS on one and on eight H200 of the specification's law: ablation, violations, pools, window, controls. Ours was set on seeds 901 to 905; what stands here
/// is from others.
/// </summary>
public sealed class LapsStudy : IStudy
{
    private const int Count = 3000;

    /// <inheritdoc/>
    public string Name => "laps";

    /// <inheritdoc/>
    public string Paper => "LAPS, length-aware prefill scheduling (arXiv 2601.11589)";

    /// <inheritdoc/>
    public string Description => "short prompts apart from long ones, waiting windows, captured graphs, pools of instances";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        if (!LapsWorkloads.Available) return new(Name, Paper, options.Scale, [Claim.AtLeast("data", "the traces of llm-prefill are there", "traces", "files", 3, null)], []);
        var seeds = options.Scale switch { StudyScale.Smoke => 3, StudyScale.Short => 10, _ => 30 };
        // The tables are what the page about the paper shows; they go to a file beside the report.
        using var tables = options.Folder is { } folder ? new StreamWriter(Path.Combine(folder, "laps-tables.md")) : null;
        progress = tables ?? progress;
        var bench = new LapsBench([.. Enumerable.Range(1, seeds).Select(i => (ulong)i)], cancellation);
        var window = LapsWindow.Measure(bench, progress);
        ImmutableArray<Claim> claims =
        [
            .. LapsModel.All.SelectMany(model => model.Rates.SelectMany(rate => Ablation(bench, model, rate, progress))),
            .. Fleet(bench, progress),
            .. LapsControls.Run(bench, progress),
            LapsWindow.Claim(window),
        ];
        return new(Name, Paper, options.Scale, claims, [new("laps-window", LapsWindow.Picture(window).ToSvg())]);
    }

    private static IEnumerable<Claim> Ablation(LapsBench bench, LapsModel model, double rate, TextWriter? progress)
    {
        var runs = bench.Run(model, [.. LapsPart.Policies(LapsPart.Ablation), .. LapsPart.Policies("laps-code", "laps-deadline", "laps-fitted"), .. LapsPart.Rivals], seed => LapsWorkloads.A(rate, Count, seed));
        LapsPart.Write(progress, $"workload A, {model.Name} at {rate} requests/s, one instance", runs);
        var id = $"{model.Name.ToLowerInvariant()}-{rate}";
        var at = $"{model.Name} at {rate}/s";
        var (laps, fcfs) = (runs["laps"], runs["prefill-fcfs"]);
        double Best(Func<LapsOutcome, double> figure) => runs.Where(pair => pair.Key is "prefill-fcfs" or "prefill-graphs" or "laps-split").Min(pair => LapsBench.Mean(pair.Value, figure));
        yield return Claim.Below($"mean-{id}", $"split and graphs together have the best mean TTFT of the four, {at}", "mean TTFT", "ms", LapsBench.Mean(runs["laps-no-window"], o => o.All.Mean), Best(o => o.All.Mean));
        yield return Claim.Below($"p90-{id}", $"and the best p90, {at}", "p90 TTFT", "ms", LapsBench.Mean(runs["laps-no-window"], o => o.All.P90), Best(o => o.All.P90));
        yield return Claim.AtLeast($"gain-{id}", $"LAPS' mean TTFT is 15 to 35 % below that of packing in order, {at}", "gain", "%", 15, LapsPart.Gain(laps, fcfs, o => o.All.Mean));
        yield return Claim.AtLeast($"late-{id}", $"LAPS has fewer late requests than packing in order, {at} (paper: 28 %)", "gain", "%", 28, fcfs.Average(o => o.Violations) < 0.05 ? null : LapsPart.Gain(laps, fcfs, o => o.Violations));
        foreach (var claim in LapsRivals.Claims(id, at, runs)) yield return claim;
    }

    private static IEnumerable<Claim> Fleet(LapsBench bench, TextWriter? progress)
    {
        const int Instances = 8;
        var model = LapsModel.Find("32B");
        Dictionary<string, LapsOutcome[]> runs = [];
        void Add(string name, string policy, PlacementChoice placement) =>
            runs[name] = bench.Run(model, LapsPart.Policies(policy), seed => LapsWorkloads.A(26 * Instances, 4 * Count, seed), Instances, placement).Single().Value;
        Add("fcfs, random", "prefill-fcfs", new RandomPlacement());
        Add("fcfs, round robin", "prefill-fcfs", new RoundRobin());
        Add("fcfs, power of two", "prefill-fcfs", new PowerOfTwoChoices { ByTokens = true });
        Add("fcfs, least tokens", "prefill-fcfs", new LeastOutstanding());
        Add("laps, random", "laps", new RandomPlacement());
        Add("laps, least tokens", "laps", new LeastOutstanding());
        Add("laps, static pools", "laps", new LengthSplitPools { Rule = PoolRule.Static });
        Add("laps, pools of the code", "laps", LengthSplitPools.Code);
        Add("laps, pools by pressure", "laps", new LengthSplitPools());
        Add("laps, pressure, 10 s capture", "laps", new LengthSplitPools { CaptureSeconds = 10 });
        Add("laps-plus, least tokens", "laps-plus", new LeastOutstanding());
        LapsPart.Write(progress, $"workload A, 32B at {26 * Instances} requests/s, {Instances} instances", runs);
        double Late(string name) => LapsBench.Mean(runs[name], o => o.Violations);
        yield return Claim.AtLeast("fleet-random", "pools on 8 instances against plain data parallel (paper: violations about 30 points lower on one, 0 % on eight)", "gain in late requests", "%", 25, LapsPart.Gain(runs["laps, pools by pressure"], runs["fcfs, random"], o => o.Violations));
        yield return Claim.Below("fleet-router", "pools on 8 instances against a router that counts tokens (paper: 0 against 4.7 %)", "late", "%", Late("laps, pools by pressure"), Late("fcfs, least tokens"));
        yield return Claim.Below("fleet-ours", "ours on 8 instances, least tokens, against LAPS' pools", "late", "%", Late("laps-plus, least tokens"), Math.Min(Late("laps, pools by pressure"), Late("laps, least tokens")));
    }
}

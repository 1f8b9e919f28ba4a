using System.Collections.Immutable;
using Rota.Rendering;

namespace Rota.Studies.Serving;

/// <summary>
/// Continuum (arXiv 2511.02230): KV caches of agents held for a computed time. Absolute times of the paper stand in figures only; its claims are checked as
/// ratios on workloads of its shape, on recorded tool calls, and against independent runs on hardware.
/// </summary>
public sealed class ContinuumStudy : IStudy
{
    private const string Rule = "continuum";
    private const string Ours = "resident-programs";
    private const string Pinned = "pin-until-pressure";

    /// <inheritdoc/>
    public string Name => "continuum";

    /// <inheritdoc/>
    public string Paper => "Continuum / CacheTTL (arXiv 2511.02230), hardware runs of hungchun0201/agentic-ai-survey";

    /// <inheritdoc/>
    public string Description => "agents' contexts held for a time to live: mean job completion time against vLLM, Autellix, InferCept and simpler rules";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var cells = ContinuumPlan.Cells(options.Scale);
        progress?.WriteLine($"{cells.Count} rehearsals");
        var outcomes = ServingGrid.Run(cells, cell => cell.Measure(cancellation), cancellation);
        var figures = new ContinuumFigures(outcomes);
        if (progress is not null) ContinuumTables.Write(progress, figures);
        if (options.Folder is { } folder)
        {
            Directory.CreateDirectory(folder);
            using var file = new StreamWriter(Path.Combine(folder, "continuum-tables.md"));
            ContinuumTables.Write(file, figures);
        }
        ImmutableArray<Claim> claims = [.. PaperShape(figures), .. Hardware(figures), .. Turns(figures), Completeness(outcomes), .. Beyond(figures)];
        return new(Name, Paper, options.Scale, claims, [TurnPicture(figures), JctPicture(outcomes)]);
    }

    private static IEnumerable<Claim> PaperShape(ContinuumFigures figures) =>
    [
        Claim.AtMost("w1-vllm", "W1: mean JCT of Continuum at most half of vLLM's", "mean JCT ratio", "ratio", 0.5, figures.Ratio("W1", Rule, "vllm"), 1, figures.Ratio("W1", Pinned, "vllm")),
        Claim.AtMost("w1-infercept", "W1: mean JCT at most 0.9 of InferCept's", "mean JCT ratio", "ratio", 0.9, figures.Ratio("W1", Rule, "infercept"), 1, figures.Ratio("W1", Pinned, "infercept")),
        Claim.AtMost("w1-p95", "W1: P95 JCT of Continuum at most half of vLLM's", "P95 JCT ratio", "ratio", 0.5, figures.Ratio("W1", Rule, "vllm", o => o.P95), 1, figures.Ratio("W1", Pinned, "vllm", o => o.P95)),
        Claim.AtLeast("w1-plas", "W1: Autellix is not better than vLLM (mean JCT, Autellix over vLLM)", "mean JCT ratio", "ratio", 1, figures.Ratio("W1", "plas", "vllm")),
        Claim.AtMost("w1-order", "W1: program order alone is better than vLLM", "mean JCT ratio", "ratio", 1, figures.Ratio("W1", "program-fcfs", "vllm")),
        Claim.AtMost("w1-ttl", "W1: holding contexts is better than program order alone", "mean JCT ratio", "ratio", 1, figures.Ratio("W1", Rule, "program-fcfs")),
    ];

    private static IEnumerable<Claim> Hardware(ContinuumFigures figures)
    {
        foreach (var (rate, measured) in ((double, double)[])[(3, 232.9 / 69.0), (6, 276.0 / 75.8), (10, 281.0 / 79.1)])
            yield return Claim.Within(
                $"w3-{rate:0}", $"W3 on an H100 at {rate:0} jobs/s: mean JCT of vLLM over the preview's 2 s rule, hardware beside", "mean JCT ratio", "ratio", Math.Round(measured, 2), 3, 4.2,
                figures.Ratio(ContinuumPlan.Name("W3", rate), "vllm", "continuum-preview"));
        yield return Claim.Within("w3-825k", "W3 on an H200 with 825 K tokens at 3 jobs/s: no contention, no gain", "mean JCT ratio", "ratio", Math.Round(58.3 / 57.2, 2), 0.9, 1.1, figures.Ratio("W3 825K", "vllm", "continuum-preview"));
    }

    private static IEnumerable<Claim> Turns(ContinuumFigures figures)
    {
        double? Gain(int times) => figures.Ratio(ContinuumPlan.Name("turns", times), "vllm+offload", "continuum+offload");
        yield return Claim.AtLeast(
            "turns", "the gain over vLLM, both with host memory, grows with the number of turns: gain at five times the turns over gain at once", "gain ratio", "ratio", Math.Round(3.7 / 1.9, 2), Gain(5) / Gain(1));
    }

    private static Claim Completeness(ContinuumOutcome[] outcomes) =>
        Claim.Reproduce("starvation", "every program of every rehearsal is finished", "unfinished rehearsals", "count", 0, outcomes.Count(o => !o.Finished));

    private static IEnumerable<Claim> Beyond(ContinuumFigures figures) =>
    [
        Claim.AtMost("ours", "ours over the paper's rule on W1, W2 (held back) and W4 (15 % slow tools) together", "mean JCT ratio", "ratio", 0.9, figures.Together(Ours), 1, figures.Together(Pinned)),
        Claim.AtMost("ours-w1", "ours over the paper's rule on W1", "mean JCT ratio", "ratio", 0.9, figures.Ratio("W1", Ours, Rule), 1, figures.Ratio("W1", Pinned, Rule)),
        Claim.AtMost("ours-w2", "ours over the paper's rule on W2, the held-back half of the programs", "mean JCT ratio", "ratio", 0.9, figures.Recorded(Ours), 1, figures.Recorded(Pinned)),
        Claim.AtMost("ours-w4", "ours over the paper's rule on W4 with 15 % slow tools", "mean JCT ratio", "ratio", 0.9, figures.Ratio("W4@0.15", Ours, Rule), 1, figures.Ratio("W4@0.15", Pinned, Rule)),
        Claim.Below(
            "ours-simple", "W1: ours, mean JCT, against the simplest hold (until pressure) behind the same admission", "mean JCT", "s", figures.Jct("W1", Ours),
            figures.Jct("W1", ContinuumPlan.SimplestAdmitted)),
        Claim.AtMost("ours-max", "W1: the slowest program of ours over the slowest of the paper's rule", "max JCT ratio", "ratio", 1, figures.Ratio("W1", Ours, Rule, o => o.Max), 1, figures.Ratio("W1", Pinned, Rule, o => o.Max)),
        .. ((string[])["short", "middle", "long"]).Select((name, third) => Claim.AtMost(
            $"ours-{name}", $"W1: slowdown of programs with {name} contexts, ours over the paper's rule", "slowdown ratio", "ratio", 1, Third(figures, Ours, third) / Third(figures, Rule, third), 1,
            Third(figures, Pinned, third) / Third(figures, Rule, third))),
    ];

    private static double? Third(ContinuumFigures figures, string policy, int third) => figures.Slowdowns("W1", policy) is { Length: 3 } all ? all[third] : null;

    private static StudyPicture TurnPicture(ContinuumFigures figures)
    {
        LineSeries Series(string policy) => new(policy, [.. figures.Groups.Where(g => g.StartsWith("turns", StringComparison.Ordinal))
            .Select(g => new ChartPoint(double.Parse(g[6..], System.Globalization.CultureInfo.InvariantCulture), figures.Ratio(g, "vllm+offload", policy) ?? 0))]);
        return new("continuum-turns", new LineChart("Gain over vLLM by number of turns (same contexts at the end, host memory)", "turns, times", "mean JCT of vLLM / policy", [Series("continuum+offload"), Series("resident-programs+offload")]) { Steps = false }.ToSvg());
    }

    private static StudyPicture JctPicture(ContinuumOutcome[] outcomes)
    {
        LineSeries Series(string policy)
        {
            var all = outcomes.Where(o => o.Cell.Group == "W1" && o.Cell.Policy.Name == policy).SelectMany(o => o.Jct).Order().ToArray();
            return new(policy, [.. all.Select((jct, i) => new ChartPoint(jct, (i + 1.0) / all.Length))]);
        }
        return new("continuum-jct", new LineChart("W1: programs finished within a time", "job completion time, s", "share of programs", [.. ((string[])["vllm", "program-fcfs", "infercept", Rule, Pinned, Ours]).Select(Series)]) { MaxY = 1 }.ToSvg());
    }
}

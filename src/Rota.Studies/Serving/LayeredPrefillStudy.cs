namespace Rota.Studies.Serving;

/// <summary>
/// Layered prefill (arXiv 2510.08055): prompts pass a mixture of experts group of layers by group of layers, so that each expert is read once a prompt, not
/// once a chunk. Rehearsed with a step time fitted on the paper's micro-benchmark.
/// </summary>
public sealed class LayeredPrefillStudy : IStudy
{
    /// <inheritdoc/>
    public string Name => "layered-prefill";

    /// <inheritdoc/>
    public string Paper => "Layered prefill, arXiv 2510.08055 (MLSys 2026)";

    /// <inheritdoc/>
    public string Description => "prefill along layers instead of tokens, Qwen3-30B-A3B on two H100: expert bytes, first tokens, energy";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (count, trained, held) = options.Scale switch { StudyScale.Smoke => (6, 12, 12), StudyScale.Short => (20, 24, 40), _ => (40, 48, 80) };
        ulong[] seeds = [.. Enumerable.Range(1, count).Select(i => (ulong)i)];
        var bench = new LayeredPrefillBench();
        if (!bench.Workload.HasShareGpt) progress?.WriteLine("ShareGPT lengths (llm-prefill/sharegpt_lengths_le8k.csv.gz) are not there: arXiv alone");
        var curves = LayeredPrefillCurves.Of(bench, seeds, [LayeredPrefillBench.Chunked(512), LayeredPrefillBench.Layered(16), LayeredPrefillBench.Stream(0.027, 0.012)], cancellation);
        progress?.WriteLine(LayeredPrefillMean.Head);
        foreach (var point in curves.Points) progress?.WriteLine(point.Row());
        progress?.WriteLine(FormattableString.Invariant($"target of the first token that gives chunked prefill its published curve on arXiv: {curves.TtftTarget} s"));
        foreach (var dataset in curves.Points.Select(point => point.Runs[0].Cell.Dataset).Distinct())
            foreach (var policy in new[] { "chunked-512", "layered", "layer-stream" })
                progress?.WriteLine(FormattableString.Invariant($"usable rate, {dataset}, {policy}: {curves.UsableRate(dataset, policy):0.00} req/s"));
        var paper = new LayeredPrefillClaims(bench, curves, seeds, progress);
        Claim[] claims = [.. paper.Micro(), .. paper.Arxiv(), .. paper.ShareGpt(), .. paper.Controls(), .. paper.AgainstVllm(), .. new LayeredPrefillRivals(bench, trained, held).Claims(progress, cancellation)];
        return new(Name, Paper, options.Scale, [.. claims], curves.Pictures());
    }
}

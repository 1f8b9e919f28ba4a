namespace Rota.Studies.Serving;

/// <summary>The claims of the layered-prefill paper, each beside our figure.</summary>
internal sealed class LayeredPrefillClaims(LayeredPrefillBench bench, LayeredPrefillCurves curves, IReadOnlyList<ulong> seeds, TextWriter? progress)
{
    private const string Chunked = "chunked-512";
    private const string Layered = "layered";

    /// <summary>The micro-benchmark that the step time was fitted on.</summary>
    public IEnumerable<Claim> Micro()
    {
        foreach (var (chunk, theirExperts, theirOthers, theirBytes) in LayeredPrefillMicro.Published)
        {
            var (experts, others, gigabytes) = LayeredPrefillMicro.Of(bench.Qwen, chunk);
            progress?.WriteLine(FormattableString.Invariant($"8192 tokens in chunks of {chunk}: experts {experts:0} ms, others {others:0} ms, {gigabytes:0} GB (published {theirExperts}, {theirOthers}, {theirBytes})"));
        }
        yield return Claim.AtMost("micro", "8192 tokens in chunks of 512 to 8192: worst distance of time and expert bytes", "distance", "%", 10, LayeredPrefillMicro.WorstPercent(bench.Qwen));
    }

    /// <summary>Qwen3-30B-A3B on the arXiv stand-in.</summary>
    public IEnumerable<Claim> Arxiv()
    {
        var (chunked, layered) = (curves.At("arxiv", Chunked, 1.3), curves.At("arxiv", Layered, 1.3));
        var later = curves.At("arxiv", Layered, 1.6);
        yield return Claim.Within("arxiv-experts", "arXiv at 1.3 req/s, layered against chunked: experts read", "expert bytes", "%", -39, -45, -30, layered.PercentAbove(chunked, r => r.ExpertTerabytes));
        yield return Claim.AtMost("arxiv-ttft", "arXiv at 1.3 req/s: first token", "TTFT mean", "%", -50, layered.PercentAbove(chunked, r => r.TtftMean));
        yield return Claim.AtMost("arxiv-e2e", "arXiv at 1.3 req/s: whole answer", "E2E mean", "%", -41, layered.PercentAbove(chunked, r => r.LatencyMean));
        yield return Claim.Below("arxiv-tbt", "arXiv at 1.3 req/s: between tokens, layered against chunked", "TBT p99", "ms", 1e3 * layered[r => r.TbtP99], 1e3 * chunked[r => r.TbtP99]);
        yield return Claim.Within("arxiv-energy-equal", "arXiv at 1.3 req/s: energy a token", "energy a token", "%", -9, -12, -5, layered.PercentAbove(chunked, r => r.Millijoules));
        yield return Claim.Within("arxiv-energy-knees", "arXiv, chunked at 1.3, layered at 1.6 req/s: energy a token", "energy a token", "%", -22, -25, -15, later.PercentAbove(chunked, r => r.Millijoules));
        yield return Claim.Reproduce("arxiv-energy-chunked", "arXiv, chunked at 1.3 req/s", "energy a token", "mJ", 56.6, chunked[r => r.Millijoules], 2.8);
        yield return Claim.Reproduce("arxiv-energy-layered", "arXiv, layered at 1.6 req/s", "energy a token", "mJ", 44.2, later[r => r.Millijoules], 2.2);
        yield return Claim.Within("arxiv-rate", "arXiv: usable rate (90 % in time), layered against chunked", "rate", "%", null, 14, 45, Gain("arxiv"));
    }

    /// <summary>Qwen3-30B-A3B on ShareGPT.</summary>
    public IEnumerable<Claim> ShareGpt()
    {
        if (!bench.Workload.HasShareGpt) yield break;
        var (chunked, layered) = (curves.At("sharegpt", Chunked, 4.0), curves.At("sharegpt", Layered, 4.0));
        yield return Claim.Within("sharegpt-experts", "ShareGPT at 4.0 req/s: experts read", "expert bytes", "%", -12, -18, -6, layered.PercentAbove(chunked, r => r.ExpertTerabytes));
        yield return Claim.AtMost("sharegpt-ttft", "ShareGPT at 4.0 req/s: first token", "TTFT mean", "%", -50, layered.PercentAbove(chunked, r => r.TtftMean));
        yield return Claim.Below("sharegpt-ttft-short", "ShareGPT at 4.0 req/s: prompts up to 1024 tokens, layered against chunked", "TTFT p90", "s", layered[r => r.ShortTtftP90], chunked[r => r.ShortTtftP90]);
        yield return Claim.Below("sharegpt-tbt", "ShareGPT at 4.0 req/s: between tokens, layered against chunked", "TBT p99", "ms", 1e3 * layered[r => r.TbtP99], 1e3 * chunked[r => r.TbtP99]);
        yield return Claim.Within("sharegpt-rate", "ShareGPT: usable rate (90 % in time), layered against chunked", "rate", "%", null, 14, 45, Gain("sharegpt"));
    }

    /// <summary>Larger chunks, a dense model, GPT-OSS-20B.</summary>
    public IEnumerable<Claim> Controls()
    {
        foreach (var chunk in new[] { 256, 512, 1024, 2048 }) Run("qwen", "arxiv", 1.3, LayeredPrefillBench.Chunked(chunk));
        var large = Run("qwen", "arxiv", 2.6, LayeredPrefillBench.Chunked(2048));
        yield return Claim.Reproduce("chunk-2048-energy", "arXiv at 2.6 req/s in chunks of 2048 tokens", "energy a token", "mJ", 32, large[r => r.Millijoules], 3.2);
        yield return Claim.Reproduce("chunk-2048-tbt", "arXiv at 2.6 req/s in chunks of 2048 tokens", "TBT p99", "ms", 129, 1e3 * large[r => r.TbtP99], 26);
        var (chunked, layered) = (Run("dense", "arxiv", 1.0, LayeredPrefillBench.Chunked(512)), Run("dense", "arxiv", 1.0, LayeredPrefillBench.Layered(16)));
        yield return Claim.Within("dense", "a dense model (Qwen3-8B), arXiv at 1.0 req/s: weights read, layered against chunked", "weight bytes", "%", 0, -2, 2, layered.PercentAbove(chunked, r => r.WeightTerabytes));
        yield return Claim.Within("dense-energy", "the dense model: energy a token", "energy a token", "%", 0, -2, 2, layered.PercentAbove(chunked, r => r.Millijoules));
        (chunked, layered) = (Run("gpt-oss", "arxiv", 2.1, LayeredPrefillBench.Chunked(512)), Run("gpt-oss", "arxiv", 2.1, LayeredPrefillBench.Layered(24)));
        yield return Claim.AtMost("gpt-oss-ttft", "GPT-OSS-20B (law not fitted on it), arXiv at 2.1 req/s: first token", "TTFT mean", "%", -70, layered.PercentAbove(chunked, r => r.TtftMean));
        yield return Claim.Within("gpt-oss-energy-equal", "GPT-OSS-20B, arXiv at 2.1 req/s: energy a token", "energy a token", "%", -8, -12, -5, layered.PercentAbove(chunked, r => r.Millijoules));
    }

    /// <summary>The repository's comparison with vLLM 0.10.2 at a budget of 512: arXiv, 1.5 req/s, 100 requests.</summary>
    public IEnumerable<Claim> AgainstVllm()
    {
        Run("qwen", "arxiv", 1.5, Rota.Serving.Policies.ServingPolicies.Find("vllm-512"), 100);
        var layered = Run("qwen", "arxiv", 1.5, LayeredPrefillBench.Layered(16), 100);
        yield return Near("ttft-mean", "TTFT mean", 713, layered[r => r.TtftMean]);
        yield return Near("ttft-p50", "TTFT p50", 561, layered[r => r.TtftMedian]);
        yield return Near("ttft-p99", "TTFT p99", 2656, layered[r => r.TtftP99]);
        yield return Near("itl-p50", "ITL p50", 12.7, layered[r => r.TbtP50]);
        yield return Near("itl-p90", "ITL p90", 25.5, layered[r => r.TbtP90]);
        yield return Near("itl-p99", "ITL p99", 27.9, layered[r => r.TbtP99]);
        yield return Near("tpot", "TPOT mean", 15.1, layered[r => r.TpotMean]);
        yield return Near("e2e", "E2E mean", 3525, layered[r => r.LatencyMean]);
    }

    private static Claim Near(string id, string metric, double paper, double seconds) => Claim.Reproduce(
        $"repository-{id}", $"layered in the repository's comparison (arXiv, 1.5 req/s, 100 requests), within 15 %: {metric}", metric, "ms", paper, 1e3 * seconds, 0.15 * paper);

    private double Gain(string dataset) => 100 * ((curves.UsableRate(dataset, Layered) / curves.UsableRate(dataset, Chunked)) - 1);

    private LayeredPrefillMean Run(string model, string dataset, double rate, Rota.Serving.Engine.ServingPolicy policy, int count = 400)
    {
        var mean = bench.Mean(model, dataset, rate, policy, seeds, count: count);
        progress?.WriteLine($"{mean.Row()}  {model}");
        return mean;
    }
}

namespace Rota.Serving.Latency;

/// <summary>
/// The step time of two H100 with a mixture of experts, fitted on the micro-benchmark of the layered-prefill paper (layered-prefill 6.1): experts cost the
/// sum of reading and computing, everything else a line in tokens and the attention. Made for Qwen3-30B-A3B; for other models tokens cost in
/// proportion to the hidden width and the constants stay.
/// </summary>
public sealed class LayeredPrefillLatency : LayerwiseLatency
{
    private const double ExpertBandwidth = 1.555e6;
    private const double ExpertFlops = 230e6;
    private const double AttentionFlops = 450e6;
    private const double CacheBandwidth = 2.2e6;
    private readonly double hostMicroseconds;
    private readonly double tokenMicroseconds;
    private readonly double decodePerToken;

    /// <summary>The latency of a mixture of experts on two H100.</summary>
    /// <param name="model">A mixture of experts.</param>
    /// <param name="coverage">Which experts a batch touches; null for <see cref="ExpertCoverage.Measured"/>.</param>
    /// <param name="hostMicroseconds">Engine time a step.</param>
    /// <exception cref="RotaException">The model is dense.</exception>
    public LayeredPrefillLatency(ModelShape model, ExpertCoverage? coverage = null, double hostMicroseconds = 1500)
        : base($"{model.Name} on 2 x h100, layered-prefill law", model, new(2), coverage, Effective)
    {
        if (!model.IsMoe) throw new RotaException($"{model.Name} is dense, expected a mixture of experts");
        this.hostMicroseconds = hostMicroseconds;
        tokenMicroseconds = 0.224 * model.Hidden / 2048;
        decodePerToken = model.KvBytesPerTokenLayer / 2 / CacheBandwidth;
        Prepare();
    }

    /// <summary>184 W a GPU, 134 pJ an expert byte, 1.5 pJ a flop: effective constants that fit the paper's energy a token; other bytes are in the watts.</summary>
    public static PowerRates Effective { get; } = new(184, 90, 134, 0, 1.5);

    // The constant of a flop was fitted on twice the active parameters a token.
    private protected override double TokenFlops => 2 * Model.ActiveParameters / Layers;

    private protected override double PairFlops => 0;

    private protected override double HeadFlops => 0;

    internal override double? DecodeTokenMicroseconds => decodePerToken;

    internal override LayerTime Layer(in LayerLoad load)
    {
        var bytes = load.ExpertShare * Model.Experts * Model.ExpertBytes / 2;
        var experts = (bytes / ExpertBandwidth) + (load.Tokens * Model.ExpertsPerToken * 2 * Model.MlpParameters / 2 / ExpertFlops);
        var rest = (load.PrefillTokens > 0 ? 173 : 65) + (tokenMicroseconds * load.Tokens) + load.PrefillAttention + (load.DecodeContext * decodePerToken);
        return new(rest, experts);
    }

    internal override double ChunkAttention(int fresh, int past) => 4.0 * Model.Heads * Model.HeadDim * Pairs(fresh, past) / 2 / AttentionFlops;

    internal override double Head(int rows) => 0;

    internal override double Host(int sequences, bool graph) => hostMicroseconds;
}

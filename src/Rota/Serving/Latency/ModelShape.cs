namespace Rota.Serving.Latency;

/// <summary>
/// The shape of a decoder-only transformer: all that its speed and its memory depend on. Counts and bytes are computed from the shape (serving-data
/// section 5): attention d H hd 2 + 2 d KV hd, MLP m d ffn with m = 3 when gated and 2 when plain.
/// </summary>
public sealed record ModelShape
{
    /// <summary>For reports and look-ups: "llama-3.1-8b".</summary>
    public required string Name { get; init; }

    /// <summary>Transformer layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Width of the residual stream, d.</summary>
    public required int Hidden { get; init; }

    /// <summary>Query heads, H.</summary>
    public required int Heads { get; init; }

    /// <summary>Key/value heads, KV; equal to <see cref="Heads"/> without grouping.</summary>
    public required int KvHeads { get; init; }

    /// <summary>Width of a head.</summary>
    public required int HeadDim { get; init; }

    /// <summary>Inner width of the MLP, of one expert in a mixture of experts.</summary>
    public required int Ffn { get; init; }

    /// <summary>Tokens of the vocabulary.</summary>
    public required int Vocab { get; init; }

    /// <summary>Three MLP matrices (gate, up, down) instead of two.</summary>
    public bool Gated { get; init; } = true;

    /// <summary>The output head is the embedding.</summary>
    public bool TiedHead { get; init; }

    /// <summary>Experts a layer; 0 for a dense model.</summary>
    public int Experts { get; init; }

    /// <summary>Experts a token passes through.</summary>
    public int ExpertsPerToken { get; init; }

    /// <summary>Inner width of the experts that every token passes through, all together; 0 for none.</summary>
    public int SharedFfn { get; init; }

    /// <summary>Layers of a mixture of experts that have a plain MLP of <see cref="DenseFfn"/> instead.</summary>
    public int DenseLayers { get; init; }

    /// <summary>Inner width of the MLP of <see cref="DenseLayers"/>.</summary>
    public int DenseFfn { get; init; }

    /// <summary>Tokens that a layer with sliding-window attention looks back on; 0 when every layer sees all.</summary>
    public int Window { get; init; }

    /// <summary>Layers with full attention when there is a <see cref="Window"/>; the others have it.</summary>
    public int FullLayers { get; init; }

    /// <summary>Longest context in tokens; 0 when unknown.</summary>
    public int MaxContext { get; init; }

    /// <summary>Bytes a weight: 2 for bf16, 1 for fp8, 0.5 for four bits.</summary>
    public double WeightBytes { get; init; } = 2;

    /// <summary>Bytes of a number in the KV cache.</summary>
    public double KvBytes { get; init; } = 2;

    /// <summary>True for a mixture of experts.</summary>
    public bool IsMoe => Experts > 0;

    /// <summary>Layers that see the whole context.</summary>
    public int GlobalLayers => Window > 0 ? FullLayers : Layers;

    /// <summary>Layers whose MLP is a mixture of experts.</summary>
    public int MoeLayers => IsMoe ? Layers - DenseLayers : 0;

    /// <summary>Weights of the attention of a layer: query, key, value and output projection.</summary>
    public double AttentionParameters => (2.0 * Hidden * Heads * HeadDim) + (2.0 * Hidden * KvHeads * HeadDim);

    /// <summary>Weights of one expert; of the MLP in a dense model.</summary>
    public double MlpParameters => Matrices * Hidden * Ffn;

    /// <summary>Weights of the output head.</summary>
    public double HeadParameters => (double)Vocab * Hidden;

    /// <summary>Weights of the linear layers that a token passes through, without head and router.</summary>
    public double ActiveLinearParameters => (Layers * AttentionParameters) + PlainMlpParameters + (MoeLayers * ExpertsPerToken * MlpParameters);

    /// <summary>Weights of the linear layers that every step reads, whatever it does: all but head, router and routed experts.</summary>
    public double AlwaysReadParameters => (Layers * AttentionParameters) + PlainMlpParameters;

    /// <summary>All weights of matrices: linear layers, router, embedding and head.</summary>
    public double Parameters => AlwaysReadParameters + (MoeLayers * Experts * MlpParameters) + Router + EmbeddingAndHead;

    /// <summary>Weights a token passes through, embedding and head counted.</summary>
    public double ActiveParameters => ActiveLinearParameters + Router + EmbeddingAndHead;

    /// <summary>Bytes of all weights.</summary>
    public double TotalWeightBytes => Parameters * WeightBytes;

    /// <summary>Bytes of one expert.</summary>
    public double ExpertBytes => MlpParameters * WeightBytes;

    /// <summary>KV bytes that a token adds in one layer.</summary>
    public double KvBytesPerTokenLayer => 2 * KvHeads * HeadDim * KvBytes;

    /// <summary>KV bytes of a token that stay for good: those of the layers with full attention.</summary>
    public long KvBytesPerToken => (long)Math.Round(GlobalLayers * KvBytesPerTokenLayer);

    /// <summary>KV bytes that a sequence longer than the window holds in the layers with a sliding window; 0 without them.</summary>
    public double WindowBytesPerSequence => (Layers - GlobalLayers) * (double)Window * KvBytesPerTokenLayer;

    private int Matrices => Gated ? 3 : 2;

    private double Router => (double)MoeLayers * Hidden * Experts;

    private double EmbeddingAndHead => TiedHead ? HeadParameters : 2 * HeadParameters;

    private double PlainMlpParameters => IsMoe
        ? Matrices * (double)Hidden * (((double)MoeLayers * SharedFfn) + ((double)DenseLayers * DenseFfn))
        : Layers * MlpParameters;

    /// <summary>Makes sure that a model can have this shape.</summary>
    /// <exception cref="RotaException">It cannot: sizes below 1, heads that do not divide, more experts a token than experts.</exception>
    public ModelShape Checked()
    {
        Positive(Layers, "layers");
        Positive(Hidden, "hidden width");
        Positive(Heads, "heads");
        Positive(KvHeads, "key/value heads");
        Positive(HeadDim, "head width");
        Positive(Ffn, "MLP width");
        Positive(Vocab, "vocabulary");
        if (Heads % KvHeads != 0) throw Fault($"{Heads} heads over {KvHeads} key/value heads, expected a multiple");
        if (Experts < 0 || ExpertsPerToken < 0) throw Fault($"{Experts} experts, {ExpertsPerToken} a token, expected none or more");
        if (ExpertsPerToken > Experts) throw Fault($"{ExpertsPerToken} experts a token of {Experts} experts, expected at most {Experts}");
        if (Experts > 0 && ExpertsPerToken == 0) throw Fault($"{Experts} experts but none a token, expected at least 1");
        if (DenseLayers < 0 || DenseLayers > Layers) throw Fault($"{DenseLayers} dense layers of {Layers} layers");
        if (Window < 0 || FullLayers < 0 || FullLayers > Layers) throw Fault($"a window of {Window} tokens with {FullLayers} full layers of {Layers}");
        if (!(WeightBytes > 0 && WeightBytes <= 8)) throw Fault($"{WeightBytes} bytes a weight, expected more than 0 and at most 8");
        if (!(KvBytes > 0 && KvBytes <= 8)) throw Fault($"{KvBytes} bytes a KV number, expected more than 0 and at most 8");
        return this;
    }

    private void Positive(int value, string what)
    {
        if (value < 1) throw Fault($"{what} {value}, expected at least 1");
    }

    private RotaException Fault(string problem) => new($"model {Name}: {problem}");
}

namespace Rota.Serving.Latency;

/// <summary>What one layer has to do in a step.</summary>
public readonly record struct LayerLoad
{
    /// <summary>Rows of its matrices: decodes and prompt tokens, padding counted.</summary>
    public double Tokens { get; init; }

    /// <summary>Requests that decode.</summary>
    public int Decodes { get; init; }

    /// <summary>Tokens of context they look back on, all together; of layers with a window and layers without the mean.</summary>
    public double DecodeContext { get; init; }

    /// <summary>Prompt tokens.</summary>
    public int PrefillTokens { get; init; }

    /// <summary>Microseconds of attention of the prompts alone, as <see cref="LayerwiseLatency.ChunkAttention"/> says.</summary>
    public double PrefillAttention { get; init; }

    /// <summary>Share of the routed experts that are touched; 0 in a dense model.</summary>
    public double ExpertShare { get; init; }

    /// <summary>Pairs of token and context token in the attention of the prompts.</summary>
    internal double Pairs { get; init; }

    /// <summary>Tokens of KV cache that the prompts read and write.</summary>
    internal double PrefillKv { get; init; }
}

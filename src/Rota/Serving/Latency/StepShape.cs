namespace Rota.Serving.Latency;

/// <summary>What the GPU is asked to do in one step, as far as its duration goes.</summary>
public readonly ref struct StepShape
{
    /// <summary>Requests that decode one token each.</summary>
    public required int Decodes { get; init; }

    /// <summary>Sum of their context lengths in tokens.</summary>
    public required long DecodeContext { get; init; }

    /// <summary>Prompts, or parts of them; empty for a pure decode step.</summary>
    public ReadOnlySpan<PrefillChunk> Prefills { get; init; }

    /// <summary>Sequences of a captured graph the step is padded to; 0 for ordinary kernels.</summary>
    public int GraphBatch { get; init; }

    /// <summary>Tokens a sequence of that graph.</summary>
    public int GraphLength { get; init; }
}

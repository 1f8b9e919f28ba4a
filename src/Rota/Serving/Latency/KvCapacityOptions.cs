namespace Rota.Serving.Latency;

/// <summary>How much of a GPU's memory becomes KV cache.</summary>
public sealed record KvCapacityOptions
{
    /// <summary>Share of the memory that the engine may use.</summary>
    public double MemoryFraction { get; init; } = 0.9;

    /// <summary>Tokens a block.</summary>
    public int BlockTokens { get; init; } = 16;

    /// <summary>Most tokens of a step; null for vLLM's own: 8192 on GPUs of 70 GiB and more other than A100 and A800, else 2048.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>
    /// Memory for activations, GiB; null for 0.35 a thousand tokens of the budget at a hidden width of 4096, which fits the logs of two vLLM runs
    /// (RTX 4090 with 2048 tokens, A800 with 8192).
    /// </summary>
    public double? ActivationGiB { get; init; }

    /// <summary>Memory for everything else, a GPU: context, workspace, graphs, GiB.</summary>
    public double OtherGiB { get; init; } = 0.4;

    /// <summary>Sequences whose sliding windows are held at a time; matters only for models with windows.</summary>
    public int Sequences { get; init; } = 32;
}

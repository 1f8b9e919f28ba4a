namespace Rota.Serving.Latency;

/// <summary>Constants of the roofline; null takes the GPU's own.</summary>
public sealed record RooflineOptions
{
    /// <summary>How the model is spread over GPUs.</summary>
    public Parallelism Parallelism { get; init; } = Parallelism.None;

    /// <summary>Which experts a batch touches; null for the coupon collector.</summary>
    public ExpertCoverage? Coverage { get; init; }

    /// <summary>Share of peak flops in GEMM, e_c.</summary>
    public double? ComputeEfficiency { get; init; }

    /// <summary>Share of peak bandwidth for weights and KV cache, e_m.</summary>
    public double? MemoryEfficiency { get; init; }

    /// <summary>Share of peak flops in prefill attention, e_a.</summary>
    public double? AttentionEfficiency { get; init; }

    /// <summary>Engine time a step, milliseconds, t_host.</summary>
    public double HostMilliseconds { get; init; } = 3;

    /// <summary>Link between GPUs, GB/s.</summary>
    public double? Link { get; init; }

    /// <summary>Start of an exchange between GPUs, microseconds, alpha.</summary>
    public double? LinkStart { get; init; }

    /// <summary>Time of a request outside steps before its first token, milliseconds.</summary>
    public double RequestMilliseconds { get; init; }
}

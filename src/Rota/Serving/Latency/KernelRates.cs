namespace Rota.Serving.Latency;

/// <summary>
/// What the kernels of a GPU reach, and what the engine around them costs: the constants of the analytic step time (serving-simulator 4.1, 4.2).
/// </summary>
public sealed record KernelRates
{
    /// <summary>Bandwidth at which a GEMM of few rows reads weights, TB/s.</summary>
    public required double GemmBandwidth { get; init; }

    /// <summary>Speed of a GEMM of many rows, TFLOP/s in bf16.</summary>
    public required double GemmTeraflops { get; init; }

    /// <summary>How softly the one goes over into the other: the exponent p of (a^p + (bN)^p)^(1/p); 1 adds them, large takes the greater.</summary>
    public required double GemmExponent { get; init; }

    /// <summary>Element-wise work of a layer that does not depend on tokens, microseconds.</summary>
    public required double ElementwiseStart { get; init; }

    /// <summary>Element-wise work of a layer a token, microseconds, at a hidden width of 4096.</summary>
    public required double ElementwisePerToken { get; init; }

    /// <summary>Decode attention of a layer that does not depend on the context, microseconds.</summary>
    public double AttentionStart { get; init; } = 8;

    /// <summary>Bandwidth at which decode attention reads the KV cache, TB/s.</summary>
    public required double AttentionBandwidth { get; init; }

    /// <summary>Speed of causal prefill attention, TFLOP/s.</summary>
    public required double AttentionTeraflops { get; init; }

    /// <summary>Factor on decode attention when the batch has prefill rows as well, phi.</summary>
    public double MixedPenalty { get; init; } = 2;

    /// <summary>Bandwidth at which expert weights are read, TB/s.</summary>
    public double ExpertBandwidth { get; init; }

    /// <summary>Speed of grouped expert GEMMs, TFLOP/s.</summary>
    public double ExpertTeraflops { get; init; }

    /// <summary>Expert work of a layer that depends on nothing, microseconds.</summary>
    public double ExpertStart { get; init; } = 6;

    /// <summary>How much faster GEMMs are with 8-bit weights; 1 when the GPU has no such units.</summary>
    public double EightBitFactor { get; init; } = 1;

    /// <summary>What the engine adds to every step, microseconds: c_step.</summary>
    public double StepMicroseconds { get; init; } = 1000;

    /// <summary>What the engine adds for every sequence of a step, microseconds: c_seq.</summary>
    public double SequenceMicroseconds { get; init; } = 10;

    /// <summary>Where the constants are from: "fitted", "scaled" from a fitted GPU, or "derived" from peaks.</summary>
    public string Origin { get; init; } = "fitted";

    /// <summary>
    /// Constants for a GPU that nobody has measured: three quarters of peak bandwidth and flops for GEMM, about half for prefill attention
    /// (the efficiencies of the fitted GPUs, serving-simulator 4.2).
    /// </summary>
    public static KernelRates Derived(double teraflopsPeak, double bandwidthPeak) => new()
    {
        GemmBandwidth = 0.76 * bandwidthPeak,
        GemmTeraflops = 0.75 * teraflopsPeak,
        GemmExponent = 1.5,
        ElementwiseStart = 15,
        ElementwisePerToken = 0.2 / bandwidthPeak,
        AttentionBandwidth = 0.75 * bandwidthPeak,
        AttentionTeraflops = 0.5 * teraflopsPeak,
        ExpertBandwidth = 0.76 * bandwidthPeak,
        ExpertTeraflops = 0.55 * teraflopsPeak,
        Origin = "derived",
    };
}

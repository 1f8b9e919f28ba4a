using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>The latency models of the specifications, each as the source has it.</summary>
public static class LatencyPresets
{
    /// <summary>Every preset.</summary>
    public static ImmutableArray<LatencyPreset> All { get; } =
    [
        new("flowprefill-a800", "FlowPrefill, Llama-3.1-8B prefill on one A800; TTFT has 14 ms outside of the GPU (flowprefill 6)",
            () => FlowPrefill(ModelShapes.Find("llama-3.1-8b")), 369_008),
        new("flowprefill-a800-new", "the same with newer kernels: 250 TFLOP/s, 10 ms outside (flowprefill 6)",
            () => new AnalyticLatency(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a800"), new() { RequestMilliseconds = 10 }), 369_008),
        new("laps-h200-7b", "LAPS, 7B prefill on one H200, eager launches of 9 ms (laps 6)", () => Laps(ModelShapes.Find("qwen2.5-7b"), 7.0e9, 9_000)),
        new("laps-h200-32b", "LAPS, 32B prefill on one H200, eager launches of 20 ms (laps 6)", () => Laps(ModelShapes.Find("qwen2.5-32b"), 31.2e9, 20_000)),
        new("layered-prefill-h100x2", "layered prefill, Qwen3-30B-A3B on two H100 (layered-prefill 6.1)", () => new LayeredPrefillLatency(ModelShapes.Find("qwen3-30b-a3b"))),
        new("layered-prefill-gpt-oss", "the same law for GPT-OSS-20B; not fitted on it", () => new LayeredPrefillLatency(ModelShapes.Find("gpt-oss-20b"))),
        new("fastswitch-a10", "FastSwitch, Llama-3-8B on one A10, efficiencies 0.70/0.80/0.40, 8 ms a step (fastswitch 6)",
            () => Roofline("llama-3-8b", "a10", 0.70, 0.80, 0.40, 8), 38_000),
        new("fastswitch-a100", "FastSwitch, Qwen1.5-32B on one A100, same efficiencies (fastswitch 6)", () => Roofline("qwen1.5-32b", "a100", 0.70, 0.80, 0.40, 8), 25_000),
        new("past-future-7b", "Past-Future R2, Llama-2-7B on one A100; 10 ms a step gives the published 750 tokens/s of 20 clients [inferred] (past-future 6)",
            () => Roofline("llama-2-7b", "a100", 0.70, 0.80, 0.40, 10), 120_000),
        new("past-future-13b", "Past-Future R2, Llama-2-13B on one A100 [inferred]", () => Roofline("llama-2-13b", "a100", 0.70, 0.80, 0.40, 10), 64_000),
        new("past-future-70b", "Past-Future R2, Llama-2-70B on four A100 [inferred]", () => Roofline("llama-2-70b", "a100", 0.70, 0.80, 0.40, 10, new(4)), 550_000),
        new("continuum-a100", "Continuum W1, W2 and W4, Llama-3.1-8B on one A100, roofline (continuum 6)", () => Roofline("llama-3.1-8b", "a100", 0.70, 0.74, 0.53, 3), 400_000),
        new("continuum-h100", "Continuum W3, Llama-3.1-8B on one H100, 12 ms a step (continuum 6)", () => Roofline("llama-3.1-8b", "h100", 0.72, 0.74, 0.45, 12), 458_000),
        new("continuum-h200", "Continuum W3, Llama-3.1-8B on one H200, 12 ms a step (continuum 6)", () => Roofline("llama-3.1-8b", "h200", 0.72, 0.74, 0.45, 12), 825_000),
        new("vllm-rtx-4090", "vLLM 0.19 on one RTX 4090, Llama-3.1-8B, roofline (serving-data 3, test A)", () => Roofline("llama-3.1-8b", "rtx-4090", 0.98, 0.90, 0.72, 3), 41_408),
        new("vllm-rtx-pro-6000", "vLLM 0.19 on one RTX PRO 6000, Llama-3.1-8B, roofline (serving-data 3, test B)", () => Roofline("llama-3.1-8b", "rtx-pro-6000", 0.60, 0.88, 0.42, 3)),
        new("vllm-rtx-pro-6000x2", "vLLM 0.19 on two RTX PRO 6000 over PCIe, Qwen3-32B, roofline (serving-data 3, test C)",
            () => new RooflineLatency(ModelShapes.Find("qwen3-32b"), Gpus.Find("rtx-pro-6000"), new() { Parallelism = new(2), Link = 20, LinkStart = 60 })),
    ];

    /// <summary>A preset by name.</summary>
    /// <exception cref="RotaException">No such preset; names the nearest.</exception>
    public static LatencyPreset Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new RotaException(
        $"read latency preset '{name}', expected {string.Join(", ", All.Select(p => p.Name))}{Nearest.Hint(name, All.Select(p => p.Name))}");

    /// <summary>
    /// The prefill law of flowprefill section 6: layers x (GEMM + element-wise + attention) + 1.5 ms, on an A100 or A800 in 2024. The time that the sources
    /// add between chunks is the policy's, not the GPU's.
    /// </summary>
    /// <param name="model">A dense model.</param>
    /// <param name="outsideMilliseconds">Added to every time to first token.</param>
    public static AnalyticLatency FlowPrefill(ModelShape model, double outsideMilliseconds = 14) => new(
        model, Gpus.Find("a800") with { Kernels = Gpus.AmpereKernels2024 },
        new() { StepMicroseconds = 1500, SequenceMicroseconds = 0, HeadMicroseconds = 0, RequestMilliseconds = outsideMilliseconds });

    /// <summary>
    /// The prefill law of laps section 6 on an H200: hypot(2P / 3.65e6, 2P n / 742e6) + 0.1 n layers / 32 microseconds; without a captured graph at least the
    /// launches, and 1500; with one, 800.
    /// </summary>
    /// <param name="model">A dense model.</param>
    /// <param name="parameters">P as the source states it; null for the shape's.</param>
    /// <param name="launchMicroseconds">Launching all kernels of an eager pass: 9,000 for 28 layers, 20,000 for 64.</param>
    public static AnalyticLatency Laps(ModelShape model, double? parameters = null, double launchMicroseconds = 9_000)
    {
        var gpu = Gpus.Find("h200");
        // The element-wise part of this law does not depend on the hidden width.
        var kernels = gpu.Kernels with { GemmBandwidth = 3.65, GemmTeraflops = 742, GemmExponent = 2, ElementwiseStart = 0, ElementwisePerToken = 0.1 / 32 * 4096 / model.Hidden };
        return new(model, gpu with { Kernels = kernels }, new()
        {
            LinearParameters = parameters,
            LaunchMicroseconds = launchMicroseconds,
            StepMicroseconds = 1500,
            ReplayMicroseconds = 800,
            SequenceMicroseconds = 0,
            HeadMicroseconds = 0,
        });
    }

    private static RooflineLatency Roofline(string model, string gpu, double compute, double memory, double attention, double hostMilliseconds, Parallelism parallelism = default) =>
        new(ModelShapes.Find(model), Gpus.Find(gpu), new()
        {
            ComputeEfficiency = compute,
            MemoryEfficiency = memory,
            AttentionEfficiency = attention,
            HostMilliseconds = hostMilliseconds,
            Parallelism = parallelism,
        });
}

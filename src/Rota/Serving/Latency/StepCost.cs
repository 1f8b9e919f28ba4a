namespace Rota.Serving.Latency;

/// <summary>What a step costs.</summary>
/// <param name="Duration">Picoseconds.</param>
/// <param name="WeightBytes">Bytes of weights read, experts not counted, all GPUs together.</param>
/// <param name="ExpertBytes">Bytes of experts read, all GPUs together.</param>
/// <param name="KvBytes">Bytes of KV cache read and written, all GPUs together.</param>
/// <param name="Flops">Floating point operations, all GPUs together.</param>
/// <param name="PrefillExpertBytes">Part of <paramref name="ExpertBytes"/> that was read in layers that only prompts passed.</param>
/// <param name="MixedExpertBytes">Part of <paramref name="ExpertBytes"/> that was read in layers that prompts and decodes passed together.</param>
public readonly record struct StepCost(
    long Duration, double WeightBytes = 0, double ExpertBytes = 0, double KvBytes = 0, double Flops = 0, double PrefillExpertBytes = 0, double MixedExpertBytes = 0);

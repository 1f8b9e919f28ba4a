using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// GPUs that are known. Peaks from public data sheets (serving-data section 4), kernels from serving-simulator 4.2. The table there gives a head time of
/// 420 microseconds for the RTX PRO 6000, which belongs to another model; head times are computed from the bandwidth instead.
/// </summary>
public static class Gpus
{
    private static readonly ImmutableArray<AllReduceRate> HopperLinks = [new(2, 19, 293), new(4, 23, 229), new(8, 39, 214)];
    private static readonly ImmutableArray<AllReduceRate> AmpereLinks = [new(2, 45, 171), new(4, 66, 126), new(8, 90, 109)];

    /// <summary>The kernels of an A100 or A800 in 2024: the law that the FlowPrefill calibration uses.</summary>
    public static KernelRates AmpereKernels2024 { get; } = new()
    {
        GemmBandwidth = 1.55,
        GemmTeraflops = 227,
        GemmExponent = 1.5,
        ElementwiseStart = 26,
        ElementwisePerToken = 0.16,
        AttentionBandwidth = 1.5,
        AttentionTeraflops = 165,
        ExpertBandwidth = 1.5,
        ExpertTeraflops = 160,
    };

    private static readonly KernelRates AmpereKernels2025 = AmpereKernels2024 with { GemmTeraflops = 250, ElementwiseStart = 20, ElementwisePerToken = 0.12 };

    private static readonly KernelRates HopperKernels = new()
    {
        GemmBandwidth = 2.47,
        GemmTeraflops = 793,
        GemmExponent = 1.75,
        ElementwiseStart = 20,
        ElementwisePerToken = 0.088,
        AttentionBandwidth = 2.4,
        AttentionTeraflops = 450,
        MixedPenalty = 1.3,
        ExpertBandwidth = 2.3,
        ExpertTeraflops = 460,
        EightBitFactor = 1.7,
    };

    /// <summary>Every known GPU.</summary>
    public static ImmutableArray<Gpu> All { get; } =
    [
        new()
        {
            Name = "a10", Aliases = ["a10g"], TeraflopsPeak = 125, BandwidthPeak = 0.6, MemoryGiB = 22, Kernels = KernelRates.Derived(125, 0.6), Power = new(70, 20),
        },
        new()
        {
            Name = "rtx-4090", Aliases = ["4090", "rtx4090", "geforce-rtx-4090"], TeraflopsPeak = 165.2, BandwidthPeak = 1.008, MemoryGiB = 23.52,
            ComputeEfficiency = 0.98, MemoryEfficiency = 0.90, AttentionEfficiency = 0.72, Power = new(150, 20),
            Kernels = new()
            {
                GemmBandwidth = 0.91, GemmTeraflops = 159, GemmExponent = 2, ElementwiseStart = 9, ElementwisePerToken = 0.12,
                AttentionBandwidth = 0.93, AttentionTeraflops = 140, ExpertBandwidth = 0.91, ExpertTeraflops = 110, EightBitFactor = 1.7,
            },
        },
        new()
        {
            Name = "l40s", TeraflopsPeak = 362, BandwidthPeak = 0.864, MemoryGiB = 44.4, Kernels = KernelRates.Derived(362, 0.864) with { EightBitFactor = 1.7 },
            Power = new(120, 35),
        },
        Ampere("a100", ["a100-sxm", "a100-80g", "a100-80gb", "a100-sxm4-80gb"], 2.039, 300, AmpereKernels2024, AmpereLinks),
        Ampere("a100-pcie", ["a100-80g-pcie"], 1.935, 20, AmpereKernels2024 with { GemmBandwidth = 1.47, AttentionBandwidth = 1.42, Origin = "scaled" }, []),
        // The A800 is an A100 with two thirds of its links.
        Ampere("a800", ["a800-sxm", "a800-80g"], 2.039, 200, AmpereKernels2025, [.. AmpereLinks.Select(r => r with { Rate = r.Rate * 2 / 3 })]),
        new()
        {
            Name = "h100", Aliases = ["h100-sxm", "h100-80g", "h100-80gb", "h100-sxm5", "h800"], TeraflopsPeak = 989, BandwidthPeak = 3.35, MemoryGiB = 79.1,
            ComputeEfficiency = 0.72, MemoryEfficiency = 0.74, AttentionEfficiency = 0.45, HostLink = 50, GpuLink = 450, AllReduces = HopperLinks,
            Power = new(184, 90), Kernels = HopperKernels,
        },
        new()
        {
            Name = "h100-pcie", TeraflopsPeak = 756, BandwidthPeak = 2.0, MemoryGiB = 79.1, ComputeEfficiency = 0.72, MemoryEfficiency = 0.74,
            AttentionEfficiency = 0.45, HostLink = 50, Power = new(130, 60),
            Kernels = HopperKernels with { GemmBandwidth = 1.47, GemmTeraflops = 606, AttentionBandwidth = 1.43, AttentionTeraflops = 344, ExpertBandwidth = 1.37, ExpertTeraflops = 350, Origin = "scaled" },
        },
        new()
        {
            Name = "h200", Aliases = ["h200-sxm"], TeraflopsPeak = 989, BandwidthPeak = 4.8, MemoryGiB = 139.8, ComputeEfficiency = 0.72, MemoryEfficiency = 0.74,
            AttentionEfficiency = 0.45, HostLink = 50, GpuLink = 450, AllReduces = HopperLinks, Power = new(184, 90),
            Kernels = HopperKernels with { GemmBandwidth = 3.65, AttentionBandwidth = 3.4, ExpertBandwidth = 3.3, Origin = "scaled" },
        },
        new()
        {
            Name = "b200", TeraflopsPeak = 2250, BandwidthPeak = 8.0, MemoryGiB = 178.4, ComputeEfficiency = 0.72, MemoryEfficiency = 0.74, AttentionEfficiency = 0.45,
            HostLink = 50, GpuLink = 900, AllReduces = HopperLinks, Power = new(300, 140),
            Kernels = HopperKernels with { GemmBandwidth = 5.9, GemmTeraflops = 1800, AttentionBandwidth = 5.7, AttentionTeraflops = 1020, ExpertBandwidth = 5.5, ExpertTeraflops = 1050, Origin = "scaled" },
        },
        new()
        {
            Name = "rtx-pro-6000", Aliases = ["rtxpro6000", "pro-6000", "rtx-pro-6000-blackwell"], TeraflopsPeak = 500, BandwidthPeak = 1.597, MemoryGiB = 95,
            // The roofline's own calibration took 300 TFLOP/s with efficiencies of 1 and 0.7.
            ComputeEfficiency = 0.60, MemoryEfficiency = 0.88, AttentionEfficiency = 0.42, HostLink = 50, Power = new(300, 35),
            Kernels = new()
            {
                GemmBandwidth = 1.44, GemmTeraflops = 400, GemmExponent = 1.5, ElementwiseStart = 10, ElementwisePerToken = 0.06,
                AttentionBandwidth = 1.5, AttentionTeraflops = 240, ExpertBandwidth = 1.44, ExpertTeraflops = 280, EightBitFactor = 1.7,
            },
        },
    ];

    /// <summary>A GPU by name or alias, case, blanks and "NVIDIA" ignored.</summary>
    /// <exception cref="RotaException">No such GPU; names the nearest.</exception>
    public static Gpu Find(string name) => TryFind(name) ?? throw new RotaException(
        $"read GPU '{name}', expected {string.Join(", ", All.Select(g => g.Name))} or a hardware file{Nearest.Hint(Plain(name), All.SelectMany(g => g.Aliases.Prepend(g.Name)))}");

    /// <summary>A GPU by name or alias; null when it is not known.</summary>
    public static Gpu? TryFind(string name)
    {
        var plain = Plain(name);
        return All.FirstOrDefault(g => g.Aliases.Prepend(g.Name).Any(a => string.Equals(a, plain, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Plain(string name)
    {
        var plain = name.Trim().Replace(' ', '-').Replace('_', '-');
        return plain.StartsWith("nvidia-", StringComparison.OrdinalIgnoreCase) ? plain[7..] : plain;
    }

    private static Gpu Ampere(string name, ImmutableArray<string> aliases, double bandwidth, double link, KernelRates kernels, ImmutableArray<AllReduceRate> reduces) => new()
    {
        Name = name,
        Aliases = aliases,
        TeraflopsPeak = 312,
        BandwidthPeak = bandwidth,
        MemoryGiB = 79.15,
        ComputeEfficiency = 0.70,
        MemoryEfficiency = 0.74,
        AttentionEfficiency = 0.53,
        GpuLink = link,
        AllReduces = reduces,
        Power = new(150, 60),
        Kernels = kernels,
    };
}

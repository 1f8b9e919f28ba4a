using System.Collections.Immutable;

namespace Rota.Serving.Latency;

/// <summary>A GPU: what it promises, what its kernels reach, and its links.</summary>
public sealed record Gpu
{
    /// <summary>For reports and look-ups: "a100".</summary>
    public required string Name { get; init; }

    /// <summary>Other names it answers to.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Dense bf16 peak, TFLOP/s.</summary>
    public required double TeraflopsPeak { get; init; }

    /// <summary>Memory bandwidth peak, TB/s.</summary>
    public required double BandwidthPeak { get; init; }

    /// <summary>Memory an engine sees, GiB; a little less than on the label.</summary>
    public required double MemoryGiB { get; init; }

    /// <summary>What its kernels reach.</summary>
    public required KernelRates Kernels { get; init; }

    /// <summary>Share of peak flops in GEMM, e_c of the roofline (serving-data section 3).</summary>
    public double ComputeEfficiency { get; init; } = 0.70;

    /// <summary>Share of peak bandwidth, e_m of the roofline.</summary>
    public double MemoryEfficiency { get; init; } = 0.80;

    /// <summary>Share of peak flops in prefill attention, e_a of the roofline.</summary>
    public double AttentionEfficiency { get; init; } = 0.40;

    /// <summary>Link to the host's memory, GB/s in one direction for large copies.</summary>
    public double HostLink { get; init; } = 24;

    /// <summary>Link to its neighbours, GB/s in one direction.</summary>
    public double GpuLink { get; init; } = 20;

    /// <summary>Measured all-reduces by number of GPUs, fewest first; empty to compute them from <see cref="GpuLink"/>.</summary>
    public ImmutableArray<AllReduceRate> AllReduces { get; init; } = [];

    /// <summary>What it draws.</summary>
    public PowerRates Power { get; init; } = new(150, 50);

    /// <summary>
    /// The all-reduce among <paramref name="gpus"/> of these: as measured, at the next larger number when exactly this one was not, else a ring over
    /// <see cref="GpuLink"/> with 60 microseconds of start.
    /// </summary>
    public AllReduceRate AllReduce(int gpus)
    {
        foreach (var rate in AllReduces)
            if (rate.Gpus >= gpus) return rate;
        return AllReduces.Length > 0 ? AllReduces[^1] : new(gpus, 60, GpuLink * gpus / (2.0 * Math.Max(1, gpus - 1)));
    }
}

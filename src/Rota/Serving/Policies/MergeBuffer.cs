using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Pages that lie anywhere are gathered in a buffer on the GPU and cross the link in one copy; that reads and writes every byte once more in the
/// GPU's memory. After live migration of requests. The instance waits, the host's copy is dropped.
/// </summary>
public sealed record MergeBuffer : HostSwap
{
    /// <summary>Bandwidth of the GPU's memory, GB/s; by default an A10's at 80 %.</summary>
    public double DeviceBandwidth { get; init; } = 480;

    /// <inheritdoc/>
    public override string Name => "merge-buffer";

    private protected override Swapping Live(PolicyContext context)
    {
        if (!(DeviceBandwidth > 0)) throw new RotaException($"{Name}: a device bandwidth of {DeviceBandwidth} GB/s, expected more than 0");
        var (gpu, host) = Scattered(context);
        return new ContextSwapping(this, context, gpu, host) { GatherBandwidth = DeviceBandwidth };
    }
}

using System.Globalization;

namespace Rota.Serving.Engine;

/// <summary>
/// Host memory behind the prefix cache: blocks whose content is forgotten on the GPU are kept there, those used longest ago go first, and a request that
/// needs them again copies them back instead of computing them. Copies to the host are beside everything else and free; copies back share one link.
/// </summary>
public sealed record HostTier : PolicyChoice
{
    /// <summary>Size in GB (10^9 bytes), more than 0. Default 100, as in Continuum's runs on an A100.</summary>
    public double Gigabytes { get; init; } = 100;

    /// <summary>GB a second from host to GPU, more than 0. Default 24, what PCIe 4 x16 gives.</summary>
    public double GigabytesPerSecond { get; init; } = 24;

    /// <summary>The instance waits for a copy; else it goes on beside it. Default false.</summary>
    public bool Waits { get; init; }

    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"host-{Gigabytes:0.##}gb{(Waits ? "-waits" : "")}");

    /// <summary>Seconds to copy so many bytes back.</summary>
    public double Seconds(double bytes) => bytes / (GigabytesPerSecond * 1e9);

    /// <summary>What is out of range, in words; null when nothing is.</summary>
    internal string? Fault =>
        Gigabytes > 0 && GigabytesPerSecond > 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"a host tier of {Gigabytes} GB at {GigabytesPerSecond} GB/s, expected more than 0");
}

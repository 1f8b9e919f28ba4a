namespace Rota.Serving.Generators;

/// <summary>What <see cref="SyntheticMix"/> should make.</summary>
public sealed record SyntheticMixOptions
{
    /// <summary>Requests, at least 1. Default 2000.</summary>
    public int Requests { get; init; } = 2000;

    /// <summary>Requests a second, more than 0. Default 6.</summary>
    public double Rate { get; init; } = 6;

    /// <summary>Coefficient of variation of the gaps between arrivals: 0 constant, 1 Poisson, above it bursts; 0 to 100. Default 1.</summary>
    public double Variation { get; init; } = 1;

    /// <summary>Share of long prompts, 0 to 1. Default 0.08.</summary>
    public double LongShare { get; init; } = 0.08;

    /// <summary>Longer prompts are cut to this, tokens, at least 1. Default 126195, the longest of the trace.</summary>
    public int LongestPrompt { get; init; } = 126_195;

    /// <summary>Same seed, same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("requests", Requests).Positive("rate", Rate).Range("coefficient of variation", Variation, 0, 100).Range("share of long prompts", LongShare, 0, 1)
        .Range("longest prompt", LongestPrompt, 1, 4_000_000).Throw("synthetic mix");
}

namespace Rota.Serving.Generators;

/// <summary>What <see cref="LapsWorkload"/> should make.</summary>
public sealed record LapsWorkloadOptions
{
    /// <summary>Requests, at least 1. Default 3000.</summary>
    public int Requests { get; init; } = 3000;

    /// <summary>Requests a second, more than 0. Default 18.</summary>
    public double Rate { get; init; } = 18;

    /// <summary>Share of prompts made long, 0 to 1. Default 0.15.</summary>
    public double LongShare { get; init; } = 0.15;

    /// <summary>Target of the time to the first token, seconds, more than 0. Default 0.4.</summary>
    public double TtftTarget { get; init; } = 0.4;

    /// <summary>Same seed, same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("requests", Requests).Positive("rate", Rate).Range("share of long prompts", LongShare, 0, 1).Positive("TTFT target", TtftTarget, SimTime.MaxSeconds)
        .Throw("LAPS workload");
}

namespace Rota.Serving.Generators;

/// <summary>What <see cref="UniformRequests"/> should make. Ranges include both ends, in tokens.</summary>
public sealed record UniformRequestOptions
{
    /// <summary>For reports.</summary>
    public string Name { get; init; } = "uniform";

    /// <summary>Requests, at least 1. Default 500, as the paper's goodput runs; its simulator takes 3000.</summary>
    public int Requests { get; init; } = 500;

    /// <summary>Shortest prompt, at least 1.</summary>
    public int MinPrompt { get; init; } = 32;

    /// <summary>Longest prompt.</summary>
    public int MaxPrompt { get; init; } = 4096;

    /// <summary>Shortest output, at least 1.</summary>
    public int MinOutput { get; init; } = 32;

    /// <summary>Longest output.</summary>
    public int MaxOutput { get; init; } = 4096;

    /// <summary>What every client declares as its maximum; null for nothing.</summary>
    public int? DeclaredMax { get; init; }

    /// <summary>Same seed, same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("requests", Requests)
        .Range("shortest prompt", MinPrompt, 1, 4_000_000).Range("longest prompt", MaxPrompt, MinPrompt, 4_000_000)
        .Range("shortest output", MinOutput, 1, 4_000_000).Range("longest output", MaxOutput, MinOutput, 4_000_000)
        .Range("declared maximum", DeclaredMax ?? 1, 1, 4_000_000)
        .Throw("uniform requests");
}

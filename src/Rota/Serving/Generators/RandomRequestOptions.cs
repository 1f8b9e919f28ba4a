namespace Rota.Serving.Generators;

/// <summary>What <see cref="RandomRequests"/> should make.</summary>
public sealed record RandomRequestOptions
{
    /// <summary>For reports.</summary>
    public string Name { get; init; } = "requests";

    /// <summary>Requests, at least 1. Default 1000.</summary>
    public int Requests { get; init; } = 1000;

    /// <summary>When they arrive. Default Poisson, 1 a second.</summary>
    public ArrivalProcess Arrivals { get; init; } = new(1);

    /// <summary>Lengths of prompts. Default lognormal with median 500 and sigma 1, 1 to 16000 tokens.</summary>
    public LengthDistribution Prompt { get; init; } = LengthDistribution.LogNormal(500, 1, 1, 16_000);

    /// <summary>Lengths of outputs. Default lognormal with median 150 and sigma 0.8, 1 to 4000 tokens.</summary>
    public LengthDistribution Output { get; init; } = LengthDistribution.LogNormal(150, 0.8, 1, 4000);

    /// <summary>What every client declares as its maximum, in tokens; null for nothing.</summary>
    public int? DeclaredMax { get; init; }

    /// <summary>Class of all requests.</summary>
    public string Class { get; init; } = "";

    /// <summary>Target of the time to the first token, seconds; null for none.</summary>
    public double? TtftTarget { get; init; }

    /// <summary>Target of every gap between tokens, seconds; null for none.</summary>
    public double? TbtTarget { get; init; }

    /// <summary>Same seed, same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("requests", Requests).Add(Arrivals.Fault)
        .Range("declared maximum", DeclaredMax ?? 1, 1, 4_000_000)
        .Positive("TTFT target", TtftTarget ?? 1, SimTime.MaxSeconds).Positive("TBT target", TbtTarget ?? 1, SimTime.MaxSeconds)
        .Throw("random requests");
}

namespace Rota.Tuning.Discovery;

/// <summary>How a search for a rule is run.</summary>
public sealed record DiscoveryOptions
{
    /// <summary>A name of <see cref="Strategies.DiscoveryStrategies.All"/>. Default funsearch.</summary>
    public string Strategy { get; init; } = "funsearch";

    /// <summary>Most different expressions evaluated, those thrown out at the screening included; at least 1. Default 1000.</summary>
    public int Evaluations { get; init; } = 1000;

    /// <summary>Most questions to the model; null for five times the evaluations: who repeats himself must come to an end.</summary>
    public int? Asks { get; init; }

    /// <summary>Most wall time of this call; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>Seed of every choice of the loop. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The rule to begin with, as an expression; null for the task's own.</summary>
    public string? Begin { get; init; }

    /// <summary>Sampling temperature of the model; null for its default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Most tokens of an answer; null for the model's limit.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>A candidate is thrown out when it is worse than the seed by more than this share at the screening. Default 0.2.</summary>
    public double Tolerance { get; init; } = 0.2;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Evaluations is < 1 or > 10_000_000) faults.Add($"evaluations {Evaluations}, expected 1 to 10000000");
        if (Asks is < 1) faults.Add($"asks {Asks}, expected at least 1");
        if (Temperature is { } t && !(t is >= 0 and <= 5)) faults.Add($"temperature {t}, expected 0 to 5");
        if (MaxTokens is < 1) faults.Add($"tokens {MaxTokens}, expected at least 1");
        if (!(Tolerance is >= 0 and <= 1000)) faults.Add($"tolerance {Tolerance}, expected 0 to 1000");
        if (faults.Count > 0) throw new RotaException("discovery: " + string.Join("; ", faults));
    }
}

namespace Rota.Projects.Generators;

/// <summary>What a random project should be like, in the terms of ProGen (Kolisch, Sprecher, Drexl 1995). Every range includes both ends.</summary>
public sealed record ProjectGeneratorOptions
{
    /// <summary>Number of tasks, 1 to 100,000. Default 30.</summary>
    public int Tasks { get; init; } = 30;

    /// <summary>Number of renewable resources, 0 to 100. Default 4.</summary>
    public int Resources { get; init; } = 4;

    /// <summary>Network complexity: links that are not redundant, per task; at least 0. Default 1.8. Less is made where no more fit.</summary>
    public double NetworkComplexity { get; init; } = 1.8;

    /// <summary>Resource factor: mean share of the resources that a task needs, 0 to 1. Default 0.5.</summary>
    public double ResourceFactor { get; init; } = 0.5;

    /// <summary>Resource strength: capacity between the largest single demand (0) and the peak of the schedule without resources (1). Default 0.2.</summary>
    public double ResourceStrength { get; init; } = 0.2;

    /// <summary>Longest duration, at least 1; durations are uniform from 1. Default 10.</summary>
    public int MaxDuration { get; init; } = 10;

    /// <summary>Largest demand, at least 1; demands are uniform from 1. Default 10.</summary>
    public int MaxDemand { get; init; } = 10;

    /// <summary>Modes of a task, 1 to 20: the longer, the more frugal. Default 1.</summary>
    public int Modes { get; init; } = 1;

    /// <summary>Downtimes of each resource, at least 0, of length 2 to 6 within the first half of the total work. Default 0.</summary>
    public int Downtimes { get; init; }

    /// <summary>Share of tasks, 0 to 1, that pause over downtimes. Default 0.</summary>
    public double PausingShare { get; init; }

    /// <summary>Seed: same options, same project. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The instance's name; null for one that says size and seed.</summary>
    public string? Name { get; init; }

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate()
    {
        var faults = new List<string>();
        if (Tasks is < 1 or > 100_000) faults.Add($"tasks {Tasks}, expected 1 to 100000");
        if (Resources is < 0 or > 100) faults.Add($"resources {Resources}, expected 0 to 100");
        if (!(NetworkComplexity is >= 0 and <= 1000)) faults.Add($"network complexity {NetworkComplexity}, expected 0 to 1000");
        if (!(ResourceFactor is >= 0 and <= 1)) faults.Add($"resource factor {ResourceFactor}, expected 0 to 1");
        if (!(ResourceStrength is >= 0 and <= 1)) faults.Add($"resource strength {ResourceStrength}, expected 0 to 1");
        if (MaxDuration is < 1 or > 1_000_000) faults.Add($"longest duration {MaxDuration}, expected 1 to 1000000");
        if (MaxDemand is < 1 or > 30_000) faults.Add($"largest demand {MaxDemand}, expected 1 to 30000");
        if (Modes is < 1 or > 20) faults.Add($"modes {Modes}, expected 1 to 20");
        if (Downtimes is < 0 or > 1000) faults.Add($"downtimes {Downtimes}, expected 0 to 1000");
        if (!(PausingShare is >= 0 and <= 1)) faults.Add($"pausing share {PausingShare}, expected 0 to 1");
        if (faults.Count > 0) throw new RotaException("cannot generate such a project: " + string.Join("; ", faults));
    }
}

namespace Rota.Shop.Generators;

/// <summary>What a random shop should be like. Every range includes both ends.</summary>
public sealed record ShopGeneratorOptions
{
    /// <summary>Number of jobs, at least 1. Default 20.</summary>
    public int Jobs { get; init; } = 20;

    /// <summary>Number of machines, at least 1. Default 10.</summary>
    public int Machines { get; init; } = 10;

    /// <summary>How the jobs go through the machines. Default: each in an order of its own.</summary>
    public ShopKind Kind { get; init; } = ShopKind.Job;

    /// <summary>Operations of a job, at least 1; null for one on every machine. Another number than that is for <see cref="ShopKind.Reentrant"/> only.</summary>
    public int? OperationsPerJob { get; init; }

    /// <summary>Shortest duration, at least 0. Default 1.</summary>
    public int MinDuration { get; init; } = 1;

    /// <summary>Longest duration, at least the shortest. Default 99.</summary>
    public int MaxDuration { get; init; } = 99;

    /// <summary>Most machines an operation may choose from, 1 to the number of machines; how many is uniform, each with a duration of its own. Default 1.</summary>
    public int MaxChoices { get; init; } = 1;

    /// <summary>
    /// Jobs are released at uniform times from 0 to this share of the mean load of a machine; at least 0. Default 0, all at once.
    /// </summary>
    public double ReleaseSpread { get; init; }

    /// <summary>A job is due at its release plus this many times its shortest length; at least 0. Default null, no due dates.</summary>
    public double? Tightness { get; init; }

    /// <summary>Weights are uniform from 1 to this; at least 1. Default 1.</summary>
    public int MaxWeight { get; init; } = 1;

    /// <summary>What to minimise. Default makespan.</summary>
    public ShopObjective Objective { get; init; } = ShopObjective.Makespan;

    /// <summary>Seed: same options, same shop. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The instance's name; null for one that says kind, size and seed.</summary>
    public string? Name { get; init; }

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate()
    {
        var faults = new List<string>();
        if (Jobs < 1) faults.Add($"jobs {Jobs}, expected at least 1");
        if (Machines is < 1 or > ShopSize.MaxOperations) faults.Add($"machines {Machines}, expected 1 to {ShopSize.MaxOperations}");
        if (!Enum.IsDefined(Kind)) faults.Add($"kind {Kind}, expected {string.Join(", ", Enum.GetNames<ShopKind>())}");
        if (!Enum.IsDefined(Objective)) faults.Add($"objective {Objective}, expected {string.Join(", ", Enum.GetNames<ShopObjective>())}");
        if (OperationsPerJob is { } count && (count < 1 || (Kind != ShopKind.Reentrant && count != Machines)))
        {
            var expected = Kind == ShopKind.Reentrant ? "at least 1" : $"{Machines}, one on each machine, or a re-entrant shop";
            faults.Add($"operations per job {count}, expected {expected}");
        }
        if (MinDuration < 0) faults.Add($"shortest duration {MinDuration}, expected at least 0");
        if (MaxDuration < MinDuration || MaxDuration == int.MaxValue) faults.Add($"longest duration {MaxDuration}, expected {MinDuration} to {int.MaxValue - 1}");
        if (MaxChoices < 1 || MaxChoices > Math.Max(1, Machines)) faults.Add($"choices {MaxChoices}, expected 1 to {Math.Max(1, Machines)}");
        if (!(ReleaseSpread is >= 0 and <= 1e6)) faults.Add($"release spread {ReleaseSpread}, expected 0 to 1000000");
        if (Tightness is { } tightness && !(tightness is >= 0 and <= 1e6)) faults.Add($"tightness {tightness}, expected 0 to 1000000");
        if (MaxWeight is < 1 or int.MaxValue) faults.Add($"largest weight {MaxWeight}, expected 1 to {int.MaxValue - 1}");
        if (Tightness is null && Objective is (ShopObjective.TotalTardiness or ShopObjective.TotalWeightedTardiness))
            faults.Add($"objective {Objective} without due dates, expected a tightness");
        if (faults.Count == 0 && (double)Jobs * (OperationsPerJob ?? Machines) * MaxChoices > ShopSize.MaxOperations)
            faults.Add($"{(double)Jobs * (OperationsPerJob ?? Machines) * MaxChoices:F0} choices of machine in all, expected at most {ShopSize.MaxOperations}");
        if (faults.Count > 0) throw new RotaException("cannot generate such a shop: " + string.Join("; ", faults));
    }
}

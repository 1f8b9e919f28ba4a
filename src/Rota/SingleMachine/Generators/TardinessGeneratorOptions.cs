namespace Rota.SingleMachine.Generators;

/// <summary>What a random tardiness problem should be like. Every range includes both ends.</summary>
public sealed record TardinessGeneratorOptions
{
    /// <summary>Most jobs of a generated problem.</summary>
    public const int MostJobs = 1_000_000;

    /// <summary>Number of jobs, 0 to <see cref="MostJobs"/>. Default 100.</summary>
    public int Jobs { get; init; } = 100;

    /// <summary>RDD, 0 to 2: the range of due dates as a share of all work. Default 0.6.</summary>
    public double DueRange { get; init; } = 0.6;

    /// <summary>TF, 0 to 2: how tight due dates are; their mean is (1 - TF) times all work. Default 0.6.</summary>
    public double Tightness { get; init; } = 0.6;

    /// <summary>How processing times are drawn. Default uniform.</summary>
    public LengthDistribution Lengths { get; init; } = LengthDistribution.Uniform;

    /// <summary>Shortest processing time when uniform, at least 1. Default 1.</summary>
    public int MinLength { get; init; } = 1;

    /// <summary>Longest processing time when uniform, at least the shortest, at most 10^6. Default 100.</summary>
    public int MaxLength { get; init; } = 100;

    /// <summary>Mean processing time when normal, at least 1. Default 60.</summary>
    public double MeanLength { get; init; } = 60;

    /// <summary>Standard deviation of processing times when normal, at least 0 and at most twice the mean. Default 20.</summary>
    public double LengthDeviation { get; init; } = 20;

    /// <summary>Due dates below 0 become 0. Default true, as in the sets of 100 jobs and more; those of 20 and 25 keep them.</summary>
    public bool ClampDue { get; init; } = true;

    /// <summary>Weights are uniform from 1 to this, 1 to 10^6. Default 1.</summary>
    public int MaxWeight { get; init; } = 1;

    /// <summary>Jobs are released at uniform times from 0 to this share of all work, 0 to 2; due dates move with them. Default 0.</summary>
    public double ReleaseSpread { get; init; }

    /// <summary>Seed: same options, same problem. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The instance's name; null for one that says size, class and seed.</summary>
    public string? Name { get; init; }

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate()
    {
        var faults = new List<string>();
        if (Jobs is < 0 or > MostJobs) faults.Add($"jobs {Jobs}, expected 0 to {MostJobs}");
        if (!(DueRange is >= 0 and <= 2)) faults.Add($"due range {DueRange}, expected 0 to 2");
        if (!(Tightness is >= 0 and <= 2)) faults.Add($"tightness {Tightness}, expected 0 to 2");
        if (!Enum.IsDefined(Lengths)) faults.Add($"lengths {Lengths}, expected {string.Join(", ", Enum.GetNames<LengthDistribution>())}");
        if (MinLength < 1) faults.Add($"shortest length {MinLength}, expected at least 1");
        if (MaxLength < MinLength || MaxLength > 1_000_000) faults.Add($"longest length {MaxLength}, expected {MinLength} to 1000000");
        if (!(MeanLength is >= 1 and <= 1e6)) faults.Add($"mean length {MeanLength}, expected 1 to 1000000");
        if (!(LengthDeviation >= 0 && LengthDeviation <= 2 * MeanLength)) faults.Add($"deviation of lengths {LengthDeviation}, expected 0 to {2 * MeanLength}");
        if (MaxWeight is < 1 or > 1_000_000) faults.Add($"largest weight {MaxWeight}, expected 1 to 1000000");
        if (!(ReleaseSpread is >= 0 and <= 2)) faults.Add($"release spread {ReleaseSpread}, expected 0 to 2");
        var longest = Lengths == LengthDistribution.Uniform ? MaxLength : MeanLength + (8 * LengthDeviation);
        if (faults.Count == 0 && Jobs * longest * (1 + ReleaseSpread) > TardinessProblem.MaxWork)
            faults.Add($"{Jobs} jobs of up to {longest} time units, expected at most 2^31 - 1 time units in all");
        if (faults.Count > 0) throw new RotaException("cannot generate such a problem: " + string.Join("; ", faults));
    }
}

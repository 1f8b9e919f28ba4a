namespace Rota.Projects.ConstraintBench;

/// <summary>
/// Every number of the benchmark's generator. The article (arXiv 2508.15204) names the families and the ramp, not the numbers: <see cref="Provenance"/> says which is whose.
/// </summary>
public sealed record BenchOptions
{
    /// <summary>Tasks. Default 20.</summary>
    public int Tasks { get; init; } = 20;

    /// <summary>Layers; precedence leads from a layer to a later one. Default 5.</summary>
    public int Layers { get; init; } = 5;

    /// <summary>Renewable resources. Default 3.</summary>
    public int Resources { get; init; } = 3;

    /// <summary>Hardest level: so many precedence constraints. Default 40.</summary>
    public int Levels { get; init; } = 40;

    /// <summary>Longest duration; the shortest is 1. Default 10.</summary>
    public int LongestDuration { get; init; } = 10;

    /// <summary>Smallest capacity. Default 4.</summary>
    public int LeastCapacity { get; init; } = 4;

    /// <summary>Largest capacity. Default 8.</summary>
    public int MostCapacity { get; init; } = 8;

    /// <summary>Chance that a task uses a resource. Default 0.5.</summary>
    public double DemandChance { get; init; } = 0.5;

    /// <summary>Chance that a family is switched on for an entity. Default 0.75.</summary>
    public double FamilyChance { get; init; } = 0.75;

    /// <summary>Most slack on either side of a window. Default 6.</summary>
    public int MostSlack { get; init; } = 6;

    /// <summary>True to drop the test that keeps earlier edges from becoming redundant. Default false: exactly k edges are non-redundant at level k.</summary>
    public bool Literal { get; init; }

    /// <summary>True to dress the instance as a data-centre migration; the numbers stay. Default false.</summary>
    public bool Dressed { get; init; }

    /// <summary>Seed of the suite. Default 1. Scored runs should use a fresh one: public suites end up in training data.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where each value comes from.</summary>
    public static IReadOnlyList<(string Value, string Source)> Provenance { get; } =
    [
        ("one more non-redundant precedence constraint a level", "paper"),
        ("families: downtime, windows, exclusive pairs; instances solvable by construction", "paper"),
        ("a control probability of 0.75", "paper; that it holds per entity is inferred"),
        ("20 tasks, 5 layers, 3 resources, 40 levels", "inferred"),
        ("durations 1..10, capacities 4..8, demand with chance 0.5 of 1..capacity/2", "inferred"),
        ("1 or 2 downtimes of length 2..6 in [3, half of all work)", "inferred"),
        ("windows with slack 0..6 on both sides of a witness, up to n/3 pairs", "inferred"),
        ("weights of WAUC: the level; thresholds 0.9, 0.5, 0.1 of the non-increasing fit", "inferred"),
        ("prompt, answer format, words of the data-centre setting", "inferred"),
    ];

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    /// <exception cref="RotaException">Some value is out of range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Tasks is < 2 or > 500) faults.Add($"tasks {Tasks}, expected 2 to 500");
        if (Layers < 2 || Layers > Tasks) faults.Add($"layers {Layers}, expected 2 to {Tasks}");
        if (Resources is < 1 or > 50) faults.Add($"resources {Resources}, expected 1 to 50");
        if (Levels < 0) faults.Add($"levels {Levels}, expected at least 0");
        if (LongestDuration is < 1 or > 1_000_000) faults.Add($"longest duration {LongestDuration}, expected 1 to 1000000");
        if (LeastCapacity < 2 || MostCapacity < LeastCapacity || MostCapacity > 1_000_000) faults.Add($"capacities {LeastCapacity}..{MostCapacity}, expected 2 to 1000000 in order");
        if (!(DemandChance is >= 0 and <= 1)) faults.Add($"demand chance {DemandChance}, expected 0 to 1");
        if (!(FamilyChance is >= 0 and <= 1)) faults.Add($"family chance {FamilyChance}, expected 0 to 1");
        if (MostSlack is < 0 or > 1_000_000) faults.Add($"slack {MostSlack}, expected 0 to 1000000");
        if (faults.Count > 0) throw new RotaException("constraint bench: " + string.Join("; ", faults));
    }
}

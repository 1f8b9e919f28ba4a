namespace Rota.SingleMachine.FlowTime.Generators;

/// <summary>Which instance of a family.</summary>
public sealed record FlowFamilyOptions
{
    /// <summary>Most operations that are generated in all.</summary>
    internal const long MostOperations = 20_000_000;

    /// <summary>The family. Default creep.</summary>
    public FlowFamily Family { get; init; } = FlowFamily.Creep;

    /// <summary>Jobs before the flood, of the liar those that lie; 1 to 1,000,000. Default 64.</summary>
    public int Jobs { get; init; } = 64;

    /// <summary>Operations of a job, the most of them where it varies; 1 to 1000, geometric 1 to 30. Uniform tests have two. Default 4.</summary>
    public int Operations { get; init; } = 4;

    /// <summary>Length of the first operation where the family has one; 1 to 1,000,000. Default 64.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Unit jobs, one a tick, that freeze the backlog a rule has let grow; 0 to 5,000,000. The random family has none. Default 60,000.</summary>
    public int Flood { get; init; } = 60_000;

    /// <summary>Seed of the random family: same options, same instance. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What the instance is called: letter and numbers as in the literature's tables here.</summary>
    public string Name => Family switch
    {
        FlowFamily.UniformTests => $"U({Jobs},{Size})",
        FlowFamily.Creep => $"A({Jobs},{Operations},{Size})",
        FlowFamily.Liar => $"B({Jobs},{Operations},{Size})",
        FlowFamily.Geometric => $"G({Jobs},{Operations})",
        FlowFamily.Descending => $"D({Jobs},{Operations})",
        _ => $"R({Operations})#{Seed}",
    };

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    internal void Validate()
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(Family)) faults.Add($"family {Family}, expected {string.Join(", ", Enum.GetNames<FlowFamily>())}");
        if (Jobs is < 1 or > 1_000_000) faults.Add($"jobs {Jobs}, expected 1 to 1000000");
        var most = Family == FlowFamily.Geometric ? 30 : 1000;
        if (Operations < 1 || Operations > most) faults.Add($"operations {Operations}, expected 1 to {most}");
        if (Size is < 1 or > 1_000_000) faults.Add($"size {Size}, expected 1 to 1000000");
        if (Flood is < 0 or > 5_000_000) faults.Add($"flood {Flood}, expected 0 to 5000000");
        if (faults.Count == 0 && (long)Jobs * Operations * 2 > MostOperations) faults.Add($"{(long)Jobs * Operations} operations, expected at most {MostOperations / 2}");
        if (faults.Count > 0) throw new RotaException("cannot generate such jobs: " + string.Join("; ", faults));
    }
}

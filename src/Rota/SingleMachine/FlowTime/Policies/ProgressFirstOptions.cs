namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>What <see cref="ProgressFirst"/> is told. The defaults were chosen on instances of their own, not on those of the study's tables.</summary>
public sealed record ProgressFirstOptions
{
    /// <summary>What each operation done adds to the discount, 0 to 100. Default 0.5.</summary>
    public double ProgressDiscount { get; init; } = 0.5;

    /// <summary>The discount of an operation that continues a chunk, 1 to 100. Default 2.</summary>
    public double ChunkDiscount { get; init; } = 2;

    /// <summary>An operation continues a chunk while it is shorter than this many times the chunk's first, 1 to 100. Default 2.</summary>
    public double ChunkSpan { get; init; } = 2;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    internal ProgressFirstOptions Validated()
    {
        var faults = new List<string>();
        if (!(ProgressDiscount is >= 0 and <= 100)) faults.Add($"progress discount {ProgressDiscount}, expected 0 to 100");
        if (!(ChunkDiscount is >= 1 and <= 100)) faults.Add($"chunk discount {ChunkDiscount}, expected 1 to 100");
        if (!(ChunkSpan is >= 1 and <= 100)) faults.Add($"chunk span {ChunkSpan}, expected 1 to 100");
        return faults.Count == 0 ? this : throw new RotaException("progress-first: " + string.Join("; ", faults));
    }
}

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>What Balance and Chunk-Balance are told.</summary>
public sealed record BalanceOptions
{
    /// <summary>Base of the size classes, 1.01 to 1e6. Default 2, as in the paper.</summary>
    public double Base { get; init; } = 2;

    /// <summary>Share of untouched jobs among all alive that lets a smaller job preempt, 0 to 1. Default 1/4, as in the paper.</summary>
    public double FullFraction { get; init; } = 0.25;

    /// <summary>
    /// Chunk-Balance closes a chunk also when an operation ends and the chunk's work exceeds this many times its first operation; at least 1. Default infinite: never. Ours.
    /// </summary>
    public double Patience { get; init; } = double.PositiveInfinity;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    internal BalanceOptions Validated()
    {
        var faults = new List<string>();
        if (!(Base is >= 1.01 and <= 1e6)) faults.Add($"base {Base}, expected 1.01 to 1000000");
        if (!(FullFraction is >= 0 and <= 1)) faults.Add($"full fraction {FullFraction}, expected 0 to 1");
        if (!(Patience >= 1)) faults.Add($"patience {Patience}, expected at least 1");
        return faults.Count == 0 ? this : throw new RotaException("Balance: " + string.Join("; ", faults));
    }
}

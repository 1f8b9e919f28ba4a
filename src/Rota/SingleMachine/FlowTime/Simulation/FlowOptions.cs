namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>How a run goes.</summary>
public sealed record FlowOptions
{
    /// <summary>Number of equal servers, 1 to 4096; they take the first jobs of the policy's order. No guarantee of a policy covers more than one. Default 1.</summary>
    public int Servers { get; init; } = 1;

    /// <summary>Ticks a server stands still before it works on another job than its last; lost when something else is to run meanwhile. Default 0.</summary>
    public long SwitchCost { get; init; }

    /// <summary>True to keep who ran when; sharing policies then run slot by slot. Default false.</summary>
    public bool KeepBlocks { get; init; }

    /// <summary>True to ask the policy in every slot. The times are the same as from event to event, and a test says so. Default false.</summary>
    public bool UnitSlots { get; init; }

    /// <summary>Throws when a value is out of its range.</summary>
    internal FlowOptions Validated()
    {
        var faults = new List<string>();
        if (Servers is < 1 or > 4096) faults.Add($"servers {Servers}, expected 1 to 4096");
        if (SwitchCost is < 0 or > 1L << 40) faults.Add($"switch cost {SwitchCost}, expected 0 to 2^40 ticks");
        return faults.Count == 0 ? this : throw new RotaException(string.Join("; ", faults));
    }
}

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>Switches of <see cref="BranchAndMemorize"/>; none changes what is proved.</summary>
public sealed record DecompositionOptions
{
    /// <summary>Most bytes of memory for solved subproblems. Default 256 MiB. When it is full, what was asked for least is forgotten.</summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>Solves sets in which every job is late by sorting. Default on.</summary>
    public bool AllLate { get; init; } = true;
}

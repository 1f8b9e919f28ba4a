namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>Memory and switches of <see cref="BranchAndMemorize"/>; none changes what is proved.</summary>
public sealed record DecompositionOptions
{
    /// <summary>Most bytes of memory for solved subproblems. Default 192 MiB. When it is full, what was asked for least is forgotten.</summary>
    public long MemoryBytes { get; init; } = 192L << 20;

    /// <summary>
    /// Of the subproblems with one possible place for the longest job, which are quick to walk through again, one in this many is remembered: 1 for all, else a power of two. Default 4,
    /// which saves memory against 1.
    /// </summary>
    public int RememberOneIn { get; init; } = 4;

    /// <summary>Looks at eight places at a time. Default on.</summary>
    public bool Vectors { get; init; } = true;

    /// <summary>Cuts jobs that are on time off the end, so that more subproblems are one. Default on.</summary>
    public bool CutEnd { get; init; } = true;
}

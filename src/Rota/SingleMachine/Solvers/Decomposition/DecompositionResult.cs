namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>A proven optimum and what it took.</summary>
/// <param name="Value">Least total tardiness.</param>
/// <param name="Order">An order of that tardiness, by number.</param>
/// <param name="Nodes">Subproblems that were split.</param>
/// <param name="Remembered">Subproblems in memory at the end.</param>
/// <param name="Evictions">Times that memory was full.</param>
public sealed record DecompositionResult(long Value, int[] Order, long Nodes, int Remembered, int Evictions);

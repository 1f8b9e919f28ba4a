namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>One run of a policy.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Seed">The seed of the stops.</param>
/// <param name="Makespan">When the last job left; as the referee measured it.</param>
/// <param name="Swaps">Rings resolved.</param>
/// <param name="Blocked">Mean share of machines that were held by finished jobs.</param>
/// <param name="Decisions">Choices made.</param>
/// <param name="Milliseconds">Time of all of them.</param>
/// <param name="Longest">The longest single one, in milliseconds.</param>
public readonly record struct BlockingRow(string Policy, ulong Seed, int Makespan, int Swaps, double Blocked, int Decisions, double Milliseconds, double Longest);

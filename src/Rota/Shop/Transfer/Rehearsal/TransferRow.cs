using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Rehearsal;

/// <summary>One run of one policy.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Seed">From 1.</param>
/// <param name="Result">What it brought.</param>
public sealed record TransferRow(string Policy, int Seed, LineResult Result);

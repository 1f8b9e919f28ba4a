using Rota.Shop.Blocking.Rehearsal;

namespace Rota.Studies.Shop.Blocking;

/// <summary>A run of a contender.</summary>
/// <param name="Shop">The instance.</param>
/// <param name="Seed">The seed of the stops.</param>
/// <param name="Row">Its figures.</param>
internal readonly record struct BlockingCell(string Shop, ulong Seed, BlockingRow Row);

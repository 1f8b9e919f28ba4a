using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Simulation;

/// <summary>Jobs that changed places at one instant: each left its machine for the next one's, the last for the first's.</summary>
/// <param name="Time">When.</param>
/// <param name="Jobs">The jobs, around the ring.</param>
/// <param name="Machines">The machine each held before.</param>
public sealed record SwapRing(int Time, ImmutableArray<int> Jobs, ImmutableArray<int> Machines);

namespace Rota.Studies.Shop.Transfer;

/// <summary>A job shop with vehicles.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bound">No plan is shorter.</param>
/// <param name="Plan">Makespan of our plan, checked.</param>
/// <param name="Short">Makespan of our plan when the way out does not count, as the published figures seem to have it.</param>
/// <param name="Dispatch">The best of our dispatching rules in the simulation.</param>
/// <param name="Learnt">The learnt policy for lines, which never saw a vehicle shop.</param>
/// <param name="Ppo">The published makespan of PPO; null where none is.</param>
/// <param name="BestRule">The best published rule; null where none is.</param>
internal sealed record TransportRow(string Name, long Bound, long Plan, long Short, long Dispatch, long Learnt, double? Ppo, double? BestRule);

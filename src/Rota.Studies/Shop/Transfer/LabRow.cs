namespace Rota.Studies.Shop.Transfer;

/// <summary>A measured lab cell under a policy; minutes.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Minutes">Mean makespan.</param>
/// <param name="Worst">The longest of the days.</param>
internal sealed record LabRow(string Cell, string Policy, double Minutes, double Worst);

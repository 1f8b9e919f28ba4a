namespace Rota.Studies.Shop.Transfer;

/// <summary>How much the study measures.</summary>
/// <param name="NoisySeeds">Days of each line with noise.</param>
/// <param name="Plates">Plates of each run.</param>
/// <param name="TandemSeeds">Days of the line with two robots.</param>
/// <param name="TandemPlates">Plates of each of them.</param>
/// <param name="Evaluations">Orders that the search tries for a vehicle shop.</param>
/// <param name="Shops">Vehicle shops at most.</param>
/// <param name="HorizonLines">Reference lines that are planned by CP-SAT; 12 for all.</param>
/// <param name="HorizonPlates">Plates of each of those runs.</param>
internal sealed record GlassFlowScale(int NoisySeeds, int Plates, int TandemSeeds, int TandemPlates, long Evaluations, int Shops, int HorizonLines, int HorizonPlates);

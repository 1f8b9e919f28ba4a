namespace Rota.Shop.Transfer.Horizon;

/// <summary>A move as a rule would make it.</summary>
/// <param name="Plate">Index of the plate.</param>
/// <param name="Number">Which of its moves, from 0.</param>
/// <param name="Robot">The robot.</param>
/// <param name="To">The station it goes to.</param>
/// <param name="Swaps">True when another plate is taken out there.</param>
public sealed record HorizonMove(int Plate, int Number, int Robot, int To, bool Swaps);

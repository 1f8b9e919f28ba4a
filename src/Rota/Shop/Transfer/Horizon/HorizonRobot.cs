namespace Rota.Shop.Transfer.Horizon;

/// <summary>A robot at the beginning of the horizon.</summary>
/// <param name="Free">When what it is doing is expected to be done.</param>
/// <param name="At">Where it is then.</param>
/// <param name="Held">Index of the plate it then holds; -1 for none.</param>
public sealed record HorizonRobot(long Free, int At, int Held);

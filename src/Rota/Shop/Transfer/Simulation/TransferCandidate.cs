namespace Rota.Shop.Transfer.Simulation;

/// <summary>A move that a robot may make now.</summary>
/// <param name="Plate">Slot of the plate.</param>
/// <param name="Source">Station it is taken from; -1 when it is on the arm already.</param>
/// <param name="Target">Station it goes to.</param>
/// <param name="Occupant">Slot of the plate that is swapped out there; -1 for none.</param>
/// <param name="Travel">Milliseconds to the source, or to the target when the plate is on the arm.</param>
/// <param name="Ready">When the first plate can be taken (or put down) as far as is known: arrival or end of work, whichever is later.</param>
public readonly record struct TransferCandidate(int Plate, int Source, int Target, int Occupant, long Travel, long Ready)
{
    /// <summary>True when it takes a plate out of the target.</summary>
    public bool Swaps => Occupant >= 0;
}

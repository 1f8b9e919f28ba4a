namespace Rota.Shop.Transfer.Vehicles;

/// <summary>A job carried by a vehicle to its next operation, or out.</summary>
/// <param name="Job">The job.</param>
/// <param name="Operation">The operation it goes to; the number of operations for the way out.</param>
/// <param name="Vehicle">The vehicle.</param>
/// <param name="Leave">When the vehicle leaves where it was last, empty.</param>
/// <param name="PickUp">When it takes the job.</param>
/// <param name="Arrive">When the job is there.</param>
/// <param name="Start">When the operation begins; the arrival for the way out.</param>
/// <param name="End">When it ends.</param>
public readonly record struct TransportLeg(int Job, int Operation, int Vehicle, long Leave, long PickUp, long Arrive, long Start, long End);

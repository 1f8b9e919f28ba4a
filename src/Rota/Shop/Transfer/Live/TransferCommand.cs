namespace Rota.Shop.Transfer.Live;

/// <summary>What the equipment is to do: a robot takes a plate from one station to another.</summary>
/// <param name="Robot">Index of the robot.</param>
/// <param name="Plate">Number of the plate, from 0 in order of arrival.</param>
/// <param name="From">Station it is taken from; -1 when it is on the arm already.</param>
/// <param name="To">Station it goes to.</param>
/// <param name="TakeOut">Number of the plate that is changed for it and stays on the arm; -1 for none.</param>
public readonly record struct TransferCommand(int Robot, int Plate, int From, int To, int TakeOut);

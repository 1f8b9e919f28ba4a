namespace Rota.Shop.Transfer;

/// <summary>A line of the event log: what a robot did from <paramref name="Start"/> to <paramref name="End"/>.</summary>
/// <param name="Start">Milliseconds.</param>
/// <param name="End">Milliseconds.</param>
/// <param name="Robot">Its index.</param>
/// <param name="Action">What it did.</param>
/// <param name="Plate">Id of the plate it did it for; -1 for none.</param>
/// <param name="From">Station it was at.</param>
/// <param name="To">Station it was at in the end.</param>
/// <param name="Other">Id of the plate that a swap took out; -1 for none.</param>
public readonly record struct RobotRecord(long Start, long End, int Robot, RobotAction Action, int Plate, int From, int To, int Other = -1);

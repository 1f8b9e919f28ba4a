namespace Rota.Shop.Transfer.Horizon;

/// <summary>A plate with moves in the horizon; times in milliseconds of the line's clock.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Step">The step it is at when its first move begins; -1 at the input port.</param>
/// <param name="Station">The station it is in; -1 on an arm.</param>
/// <param name="Robot">The robot that holds it; -1 for none.</param>
/// <param name="Ready">When its work is expected to be done; for a plate in a queue, when its work can begin.</param>
/// <param name="Latest">Until when it has to be taken; <see cref="long.MaxValue"/> for no limit.</param>
/// <param name="Queued">True when its work has not begun.</param>
/// <param name="Moves">Its moves in the horizon.</param>
public sealed record HorizonPlate(int Id, int Recipe, int Step, int Station, int Robot, long Ready, long Latest, bool Queued, int Moves);

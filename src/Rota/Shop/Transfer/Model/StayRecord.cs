namespace Rota.Shop.Transfer;

/// <summary>A plate's stay in a station.</summary>
/// <param name="Plate">Its id.</param>
/// <param name="Recipe">Its recipe.</param>
/// <param name="Step">The step, from 0.</param>
/// <param name="Station">The station.</param>
/// <param name="In">When it was put down.</param>
/// <param name="Started">When work began.</param>
/// <param name="Done">When work ended.</param>
/// <param name="Out">When a robot began to take it.</param>
public readonly record struct StayRecord(int Plate, int Recipe, int Step, int Station, long In, long Started, long Done, long Out);

namespace Rota.Shop.Blocking;

/// <summary>A machine is down in [Down, Up): nobody may enter, and an operation that runs then is prolonged by it.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Down">When it goes down, at least 0.</param>
/// <param name="Up">When it is up again, after <paramref name="Down"/>.</param>
/// <param name="Reason">Why, for listings; may be empty.</param>
public readonly record struct DownTime(int Machine, int Down, int Up, string Reason = "");

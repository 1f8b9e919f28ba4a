namespace Rota.Shop.Blocking.Solvers;

/// <summary>Turns round the order of two operations on a machine: the other alternative of the pair.</summary>
/// <param name="Before">The operation that comes first now.</param>
/// <param name="After">The one after it; it shall come first.</param>
/// <param name="Later">True when the first one is put off until the second has left; false when the second one, and what its job does before it, is brought forward.</param>
/// <param name="Eager">Whether a job put off makes up for all it missed at once.</param>
internal readonly record struct LoadMove(int Before, int After, bool Later, bool Eager);

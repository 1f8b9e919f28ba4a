namespace Rota.SingleMachine.Solvers;

/// <summary>A proved lower bound on a problem's objective, and where it comes from in words.</summary>
/// <param name="Name">The bound's name.</param>
/// <param name="Value">No order is better than this.</param>
/// <param name="Reason">What forces it.</param>
public sealed record TardinessBound(string Name, long Value, string Reason);

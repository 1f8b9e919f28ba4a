namespace Rota.Shop.Blocking.Live;

/// <summary>What the shop is to do: a job goes on to a machine, and lets go of the one it held.</summary>
/// <param name="Job">Index of the job.</param>
/// <param name="From">The machine it held; -1 when it comes from outside.</param>
/// <param name="To">The machine it is loaded on.</param>
/// <param name="Ring">Moves of one number, from 0, are a ring and happen at once; -1 for a move by itself, into a machine that is empty by then.</param>
public readonly record struct LoadCommand(int Job, int From, int To, int Ring);

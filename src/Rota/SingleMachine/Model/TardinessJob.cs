namespace Rota.SingleMachine;

/// <summary>A job of a single machine, run once and without interruption.</summary>
/// <param name="Id">Its name, unique in the problem.</param>
/// <param name="Processing">How long it runs, at least 1.</param>
/// <param name="Due">When it should be complete; negative when it is late already.</param>
/// <param name="Weight">What a time unit of its tardiness costs, at least 0. Default 1.</param>
/// <param name="Release">It does not start before, at least 0. Default 0.</param>
public readonly record struct TardinessJob(string Id, long Processing, long Due, long Weight = 1, long Release = 0);

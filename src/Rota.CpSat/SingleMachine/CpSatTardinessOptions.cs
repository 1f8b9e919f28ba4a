using Rota.CpSat.Solving;

namespace Rota.CpSat.SingleMachine;

/// <summary>Options of <see cref="CpSatTardinessSolver"/>.</summary>
public sealed record CpSatTardinessOptions : CpSatSearchOptions
{
    /// <summary>Above this many jobs the solver gives up at once. Default 2000.</summary>
    public int MostJobs { get; init; } = 2000;
}

using Rota.CpSat.Solving;

namespace Rota.CpSat.Shop;

/// <summary>Options of <see cref="CpSatShopSolver"/>.</summary>
public sealed record CpSatOptions : CpSatSearchOptions
{
    /// <summary>Above this many operations the solver gives up at once: building and presolving the model would take longer than most limits.</summary>
    public int MostOperations { get; init; } = 60_000;
}

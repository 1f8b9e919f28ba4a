using Rota.CpSat.Solving;

namespace Rota.CpSat.Projects;

/// <summary>Options of <see cref="CpSatProjectSolver"/>.</summary>
public sealed record CpSatProjectOptions : CpSatSearchOptions
{
    /// <summary>Above this many modes of all tasks together the solver gives up at once: building and presolving the model would take longer than most limits.</summary>
    public int MostModes { get; init; } = 30_000;
}

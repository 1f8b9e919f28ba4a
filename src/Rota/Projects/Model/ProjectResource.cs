using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>What tasks need. Renewable: <paramref name="Capacity"/> units at every moment (a crew). Not renewable: so many units for the whole project (a budget).</summary>
/// <param name="Id">Its name in files, unique among resources.</param>
/// <param name="Capacity">Units, at least 0.</param>
/// <param name="Renewable">False for a stock that is used up.</param>
/// <param name="Windows">When a renewable resource has fewer units; where they overlap the smaller capacity holds.</param>
/// <param name="Calendar">Id of the calendar by which a renewable resource is open; null: always.</param>
/// <param name="Name">For display; the id when null.</param>
public sealed record ProjectResource(
    string Id, long Capacity, bool Renewable = true, ImmutableArray<CapacityWindow> Windows = default, string? Calendar = null, string? Name = null)
{
    /// <summary>What people call it.</summary>
    public string Title => Name ?? Id;
}

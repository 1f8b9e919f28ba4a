using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Projects.ConstraintBench;

/// <summary>Dresses a numeric instance as a data-centre migration: other words, the same numbers, so that both can be compared on one structure.</summary>
internal static class DataCentreDress
{
    private static readonly string[] Phases = ["Inventory", "Back up", "Decommission", "Transport", "Rack", "Cable", "Power on", "Validate", "Cut over"];
    private static readonly string[] Loads = ["billing DB", "mail cluster", "web tier", "data lake", "identity", "payments", "CRM", "build farm", "backup vault", "VDI", "SAP", "DNS"];
    private static readonly string[] Crews = ["network team", "systems team", "lift truck", "loading dock", "freight elevator", "storage team", "electricians", "movers"];

    public static (ImmutableArray<ProjectTask>, ImmutableArray<ProjectResource>) Put(
        ImmutableArray<ProjectTask> tasks, ImmutableArray<ProjectResource> resources, RandomStream random)
    {
        var loads = Loads.ToArray();
        random.Shuffle<string>(loads);
        return (
            // Later tasks are in later layers: phases go along.
            [.. tasks.Select((task, i) => task with { Name = $"{Phases[i * Phases.Length / tasks.Length]} {loads[i % loads.Length]}" })],
            [.. resources.Select((resource, r) => resource with { Name = r < Crews.Length ? Crews[r] : $"crew {r + 1}" })]);
    }
}

namespace Rota.Projects;

/// <summary>A stretch [Start, End) in which a resource has another capacity than usual: 0 is a downtime, less than usual a shortage.</summary>
/// <param name="Start">From, at least 0.</param>
/// <param name="End">Until, above <paramref name="Start"/>.</param>
/// <param name="Capacity">Units in this time, from 0 to the resource's usual capacity.</param>
public readonly record struct CapacityWindow(long Start, long End, long Capacity = 0);

namespace Rota.Studies.Projects;

/// <summary>What is known of a public project.</summary>
/// <param name="Bound">No schedule is shorter; null when none is listed.</param>
/// <param name="Makespan">The shortest schedule known; null when none is.</param>
/// <param name="CriticalPath">Length of the critical path; null when it is not listed.</param>
/// <param name="Infeasible">True when it is listed as having no schedule.</param>
public sealed record ProjectBestKnown(long? Bound, long? Makespan, long? CriticalPath, bool Infeasible);

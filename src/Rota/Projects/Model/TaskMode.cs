using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>So many units of a resource (its number in <see cref="ProjectProblem.Resources"/>): while the task runs, or for good where it is not renewable.</summary>
public readonly record struct Demand(int Resource, long Amount);

/// <summary>One way to do a task.</summary>
/// <param name="Duration">Working time, at least 0 (0: a milestone).</param>
/// <param name="Demands">What it needs; a resource at most once, amounts at least 1.</param>
public readonly record struct TaskMode(long Duration, ImmutableArray<Demand> Demands)
{
    /// <summary>Units of a resource, 0 when it needs none.</summary>
    public long DemandOf(int resource)
    {
        foreach (var demand in Demands)
            if (demand.Resource == resource) return demand.Amount;
        return 0;
    }
}

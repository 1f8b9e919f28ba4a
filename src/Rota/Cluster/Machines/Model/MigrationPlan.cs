using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Cluster.Machines;

/// <summary>Migrations in the order in which they are carried out, one after another. A VM that makes room in between comes more than once, and each time counts.</summary>
/// <param name="Steps">The migrations.</param>
public sealed record MigrationPlan(ImmutableArray<Migration> Steps)
{
    /// <summary>Nothing moves.</summary>
    public static MigrationPlan Empty { get; } = new([]);

    /// <summary>Where every VM is in the end.</summary>
    public VmPlace[] Places(MachineProblem problem)
    {
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        foreach (var step in Steps) places[step.Vm] = step.To;
        return places;
    }

    /// <summary>
    /// The cluster in the end as bars: a resource a NUMA node, a block a VM as long as its cores. What is free follows; a bar of 44 whose last 12 are empty has 12 cores in fragments.
    /// </summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="machines">The machines to draw; null for all that are active.</param>
    public Schedule ToSchedule(MachineProblem problem, IReadOnlyList<int>? machines = null)
    {
        machines ??= [.. Enumerable.Range(0, problem.Machines.Length).Where(m => problem.Machines[m].IsActive)];
        var places = Places(problem);
        var first = new Dictionary<int, int>();
        var resources = ImmutableArray.CreateBuilder<Resource>();
        foreach (var m in machines)
        {
            first[m] = resources.Count;
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++) resources.Add(new($"{problem.Machines[m].Name}/{k}"));
        }
        var used = new long[resources.Count];
        var blocks = ImmutableArray.CreateBuilder<Block>();
        foreach (var v in Enumerable.Range(0, places.Length).OrderByDescending(v => problem.Vms[v].Cores).ThenBy(v => v))
        {
            if (!first.TryGetValue(places[v].Machine, out var row)) continue;
            for (var k = 0; k < 2; k++)
            {
                if (places[v].Node != VmPlace.BothNodes && places[v].Node != k) continue;
                blocks.Add(new(row + k, v, places[v].Node == VmPlace.BothNodes ? k : 0, used[row + k], used[row + k] + problem.Vms[v].Cores));
                used[row + k] += problem.Vms[v].Cores;
            }
        }
        return new(problem.Name, "cores", resources.DrainToImmutable(), [.. problem.Vms.Select(vm => vm.Name)], blocks.DrainToImmutable());
    }
}

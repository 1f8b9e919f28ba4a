using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Cluster.Machines;

/// <summary>
/// The referee of migration plans. It carries a plan out step by step with books of its own: every VM must fit where it goes while it still holds its old place, and may go there.
/// The objective is the number of free cores in fragments in the end.
/// </summary>
public sealed class MachineChecker : IReferee<MachineProblem, MigrationPlan>
{
    private MachineChecker()
    {
    }

    /// <summary>The one referee.</summary>
    public static MachineChecker Instance { get; } = new();

    /// <inheritdoc/>
    public Verdict Check(MachineProblem problem, MigrationPlan answer)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        if (answer.Steps.Length > problem.MigrationLimit) faults.Add($"the plan has {answer.Steps.Length} migrations, the limit is {problem.MigrationLimit}");
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        for (var i = 0; i < answer.Steps.Length && faults.Count < 20; i++)
        {
            var (vm, to) = answer.Steps[i];
            if (vm < 0 || vm >= places.Length) faults.Add($"migration {i + 1}: there is no VM {vm}");
            else if (Fault(problem, places, vm, to) is { } fault) faults.Add($"migration {i + 1}, VM {problem.Vms[vm].Name}: {fault}");
            else places[vm] = to;
        }
        return new(Fragments(problem, places), faults.ToImmutable());
    }

    private static string? Fault(MachineProblem problem, VmPlace[] places, int vm, VmPlace to)
    {
        var (the, from) = (problem.Vms[vm], places[vm]);
        if (to.Machine < 0 || to.Machine >= problem.Machines.Length) return $"there is no machine {to.Machine}";
        var machine = problem.Machines[to.Machine];
        if (!the.Migrates) return "it may not be migrated";
        if (problem.Machines[from.Machine].Status != MachineStatus.Active) return $"its machine {problem.Machines[from.Machine].Name} takes no part";
        if (machine.Status != MachineStatus.Active) return $"machine {machine.Name} takes no part";
        if (!problem.OnePool && machine.Cluster != problem.Machines[from.Machine].Cluster) return $"machine {machine.Name} is in another cluster";
        if (from == to) return "it is there already";
        if ((from.Node == VmPlace.BothNodes) != (to.Node == VmPlace.BothNodes)) return "it would have another number of NUMA nodes than before";
        if (to.Node != VmPlace.BothNodes && (to.Node < 0 || to.Node >= machine.Nodes.Length)) return $"machine {machine.Name} has no NUMA node {to.Node}";
        if (to.Node == VmPlace.BothNodes && machine.Nodes.Length < 2) return $"machine {machine.Name} has one NUMA node, and the VM spans two";
        for (var k = 0; k < machine.Nodes.Length; k++)
        {
            if (to.Node != VmPlace.BothNodes && to.Node != k) continue;
            long cores = machine.Nodes[k].Cores, memory = machine.Nodes[k].MemoryMb;
            for (var other = 0; other < places.Length; other++)
            {
                if (places[other].Machine != to.Machine || (places[other].Node != k && places[other].Node != VmPlace.BothNodes)) continue;
                cores -= problem.Vms[other].Cores;
                memory -= problem.Vms[other].MemoryMb;
            }
            if (cores < the.Cores) return $"NUMA node {k} of machine {machine.Name} has {cores} free cores at that time, expected {the.Cores}";
            if (memory < the.MemoryMb) return $"NUMA node {k} of machine {machine.Name} has {memory} MB free at that time, expected {the.MemoryMb}";
        }
        return Apart(problem, places, vm, to.Machine);
    }

    private static string? Apart(MachineProblem problem, VmPlace[] places, int vm, int machine)
    {
        if (places[vm].Machine == machine) return null;
        foreach (var set in problem.Apart)
        {
            if (!set.Members.Contains(vm)) continue;
            if (set.ByRack && problem.Machines[places[vm].Machine].Rack == problem.Machines[machine].Rack) continue;
            foreach (var other in set.Members)
            {
                if (other == vm) continue;
                var shared = set.ByRack ? problem.Machines[places[other].Machine].Rack == problem.Machines[machine].Rack : places[other].Machine == machine;
                if (shared) return $"{(set.ByRack ? "rack" : "machine")} {(set.ByRack ? problem.Machines[machine].Rack : problem.Machines[machine].Name)} has VM {problem.Vms[other].Name} at that time, from which it shall be apart";
            }
        }
        return null;
    }

    private static long Fragments(MachineProblem problem, VmPlace[] places)
    {
        long sum = 0;
        var used = new Dictionary<(int, int), long>();
        for (var v = 0; v < places.Length; v++)
            foreach (var k in places[v].Node == VmPlace.BothNodes ? (int[])[0, 1] : [places[v].Node])
                used[(places[v].Machine, k)] = used.GetValueOrDefault((places[v].Machine, k)) + problem.Vms[v].Cores;
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++)
                if (problem.Machines[m].Status == MachineStatus.Active) sum += (problem.Machines[m].Nodes[k].Cores - used.GetValueOrDefault((m, k))) % problem.SlotCores;
        return sum;
    }
}

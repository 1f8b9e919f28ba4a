using System.Collections.Immutable;

namespace Rota.Cluster.Machines;

/// <summary>
/// Migrations that can run side by side: those of one wave have room even while every VM of the wave still holds its old place as well, which live migration does until it is done.
/// </summary>
public static class MigrationWaves
{
    /// <summary>The wave of each migration, from 1, never falling.</summary>
    public static ImmutableArray<int> Of(MachineProblem problem, MigrationPlan plan)
    {
        var (cores, memory) = (new long[problem.Machines.Length, 2], new long[problem.Machines.Length, 2]);
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++) (cores[m, k], memory[m, k]) = (problem.Machines[m].Nodes[k].Cores, problem.Machines[m].Nodes[k].MemoryMb);
        for (var v = 0; v < problem.Vms.Length; v++) Use(problem.Vms[v], problem.Vms[v].Place, -1);
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        var leaving = new List<(int Vm, VmPlace From)>();
        var waves = ImmutableArray.CreateBuilder<int>(plan.Steps.Length);
        var wave = 1;
        foreach (var (vm, to) in plan.Steps)
        {
            if (!HasRoom(problem.Vms[vm], to) || leaving.Any(other => other.Vm == vm))
            {
                foreach (var (other, from) in leaving) Use(problem.Vms[other], from, 1);
                leaving.Clear();
                wave++;
            }
            Use(problem.Vms[vm], to, -1);
            leaving.Add((vm, places[vm]));
            places[vm] = to;
            waves.Add(wave);
        }
        return waves.MoveToImmutable();

        void Use(VirtualMachine vm, VmPlace place, int sign)
        {
            for (var k = 0; k < 2; k++)
            {
                if (place.Node != VmPlace.BothNodes && place.Node != k) continue;
                cores[place.Machine, k] += sign * vm.Cores;
                memory[place.Machine, k] += sign * vm.MemoryMb;
            }
        }

        bool HasRoom(VirtualMachine vm, VmPlace place)
        {
            for (var k = 0; k < 2; k++)
                if ((place.Node == VmPlace.BothNodes || place.Node == k) && (cores[place.Machine, k] < vm.Cores || memory[place.Machine, k] < vm.MemoryMb)) return false;
            return true;
        }
    }
}

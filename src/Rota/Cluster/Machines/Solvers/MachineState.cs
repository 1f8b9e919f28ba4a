using System.Runtime.CompilerServices;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// Where every VM is, and what that leaves free, in flat arrays: node 2m + k is NUMA node k of machine m. Every question a search asks (does it fit, what do slots gain) is a few loads.
/// Nodes of machines that take no part are full.
/// </summary>
internal sealed class MachineState
{
    private readonly int slot;
    private readonly int[] apartCount;
    private readonly int[][] setsOf;
    private readonly int[] rackOf;
    private readonly int places;

    public MachineState(MachineProblem problem)
    {
        Problem = problem;
        slot = problem.SlotCores;
        var (m, v) = (problem.Machines.Length, problem.Vms.Length);
        (Cores, Memory, Node, MachineOf) = (new int[v], new long[v], new int[v], new int[v]);
        (Free, FreeMemory, Group) = (new int[2 * m], new long[2 * m], new int[m]);
        for (var i = 0; i < m; i++)
        {
            Group[i] = !problem.Machines[i].IsActive ? -1 : problem.OnePool ? 0 : problem.Machines[i].Cluster;
            for (var k = 0; k < problem.Machines[i].Nodes.Length; k++)
                if (problem.Machines[i].IsActive) (Free[(2 * i) + k], FreeMemory[(2 * i) + k]) = (problem.Machines[i].Nodes[k].Cores, problem.Machines[i].Nodes[k].MemoryMb);
        }
        for (var i = 0; i < v; i++)
        {
            var vm = problem.Vms[i];
            (Cores[i], Memory[i], Node[i], MachineOf[i]) = (vm.Cores, vm.MemoryMb, vm.Place.Node, vm.Place.Machine);
            if (problem.Machines[vm.Place.Machine].IsActive) Use(i, vm.Place.Machine, vm.Place.Node, 1);
        }
        Movable = [.. Enumerable.Range(0, v).Where(problem.Migrates)];
        foreach (var free in Free) Slots += free / slot;
        HasRules = problem.Apart.Length > 0;
        var racks = new Dictionary<string, int>();
        rackOf = [.. problem.Machines.Select((machine, i) => racks.TryGetValue(machine.Rack, out var r) ? r : racks[machine.Rack] = racks.Count)];
        places = Math.Max(m, racks.Count);
        setsOf = HasRules ? [.. Enumerable.Range(0, v).Select(i => Enumerable.Range(0, problem.Apart.Length).Where(s => problem.Apart[s].Members.Contains(i)).ToArray())] : [];
        apartCount = HasRules ? new int[problem.Apart.Length * places] : [];
        if (HasRules)
            for (var i = 0; i < v; i++) Count(i, MachineOf[i], 1);
    }

    private MachineState(MachineState other)
    {
        (Problem, slot, setsOf, rackOf, places, HasRules) = (other.Problem, other.slot, other.setsOf, other.rackOf, other.places, other.HasRules);
        (Cores, Memory, Movable, Group) = (other.Cores, other.Memory, other.Movable, other.Group);
        (Node, MachineOf, Free, FreeMemory, apartCount) = ([.. other.Node], [.. other.MachineOf], [.. other.Free], [.. other.FreeMemory], [.. other.apartCount]);
        (Slots, Moved) = (other.Slots, other.Moved);
    }

    /// <summary>The snapshot.</summary>
    public MachineProblem Problem { get; }

    /// <summary>Cores of a VM on each node it uses.</summary>
    public int[] Cores { get; }

    /// <summary>Memory of a VM on each node it uses.</summary>
    public long[] Memory { get; }

    /// <summary>The node of a VM within its machine; -1 for both.</summary>
    public int[] Node { get; }

    /// <summary>The machine of a VM.</summary>
    public int[] MachineOf { get; }

    /// <summary>Free cores of a node.</summary>
    public int[] Free { get; }

    /// <summary>Free memory of a node.</summary>
    public long[] FreeMemory { get; }

    /// <summary>The pool of a machine within which VMs move; -1 when it takes no part.</summary>
    public int[] Group { get; }

    /// <summary>The VMs that may migrate.</summary>
    public int[] Movable { get; }

    /// <summary>Whole slots of all nodes.</summary>
    public int Slots { get; private set; }

    /// <summary>VMs that are not where they began.</summary>
    public int Moved { get; private set; }

    /// <summary>True when some VMs shall not share a machine or rack.</summary>
    public bool HasRules { get; }

    /// <summary>A copy that goes its own way.</summary>
    public MachineState Copy() => new(this);

    /// <summary>True when the VM is where it began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsHome(int vm) => Problem.Vms[vm].Place is var home && home.Machine == MachineOf[vm] && home.Node == Node[vm];

    /// <summary>True when the VM, where it is now, may be taken to this place: it is another one, with room, in its pool, and no rule forbids it.</summary>
    public bool Fits(int vm, int machine, int node)
    {
        var (cores, memory, at) = (Cores[vm], Memory[vm], 2 * machine);
        if (Group[machine] != Group[MachineOf[vm]]) return false;
        if (Node[vm] < 0)
        {
            if (machine == MachineOf[vm] || Free[at] < cores || Free[at + 1] < cores || FreeMemory[at] < memory || FreeMemory[at + 1] < memory) return false;
        }
        else if (Free[at + node] < cores || FreeMemory[at + node] < memory || (machine == MachineOf[vm] && node == Node[vm])) return false;
        return !HasRules || Allowed(vm, machine);
    }

    /// <summary>True when no rule keeps the VM off the machine.</summary>
    public bool Allowed(int vm, int machine)
    {
        if (!HasRules || machine == MachineOf[vm]) return true;
        foreach (var s in setsOf[vm])
        {
            var (to, from) = Problem.Apart[s].ByRack ? (rackOf[machine], rackOf[MachineOf[vm]]) : (machine, MachineOf[vm]);
            if (to != from && apartCount[(s * places) + to] > 0) return false;
        }
        return true;
    }

    /// <summary>Slots that come (or, below zero, go) when the VM leaves.</summary>
    public int GainOfLeaving(int vm)
    {
        var (cores, at) = (Cores[vm], 2 * MachineOf[vm]);
        return Node[vm] < 0
            ? ((Free[at] + cores) / slot) - (Free[at] / slot) + ((Free[at + 1] + cores) / slot) - (Free[at + 1] / slot)
            : ((Free[at + Node[vm]] + cores) / slot) - (Free[at + Node[vm]] / slot);
    }

    /// <summary>Slots that go (so at most zero) when the VM comes. For a machine or node it is not on.</summary>
    public int GainOfComing(int vm, int machine, int node)
    {
        var (cores, at) = (Cores[vm], 2 * machine);
        return node < 0
            ? ((Free[at] - cores) / slot) - (Free[at] / slot) + ((Free[at + 1] - cores) / slot) - (Free[at + 1] / slot)
            : ((Free[at + node] - cores) / slot) - (Free[at + node] / slot);
    }

    /// <summary>Takes the VM to a place where it fits.</summary>
    public void Move(int vm, int machine, int node)
    {
        Slots += GainOfLeaving(vm) + GainOfComing(vm, machine, node);
        if (IsHome(vm)) Moved++;
        Use(vm, MachineOf[vm], Node[vm], -1);
        if (HasRules) Count(vm, MachineOf[vm], -1);
        (MachineOf[vm], Node[vm]) = (machine, node);
        Use(vm, machine, node, 1);
        if (HasRules) Count(vm, machine, 1);
        if (IsHome(vm)) Moved--;
    }

    private void Use(int vm, int machine, int node, int sign)
    {
        var (cores, memory, at) = (sign * Cores[vm], sign * Memory[vm], 2 * machine);
        if (node <= 0)
        {
            Free[at] -= cores;
            FreeMemory[at] -= memory;
        }
        if (node == 0) return;
        Free[at + 1] -= cores;
        FreeMemory[at + 1] -= memory;
    }

    private void Count(int vm, int machine, int sign)
    {
        foreach (var s in setsOf[vm]) apartCount[(s * places) + (Problem.Apart[s].ByRack ? rackOf[machine] : machine)] += sign;
    }
}

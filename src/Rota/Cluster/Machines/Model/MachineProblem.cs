using System.Collections.Immutable;

namespace Rota.Cluster.Machines;

/// <summary>
/// A snapshot of clusters of physical machines: at most <see cref="MigrationLimit"/> live migrations shall leave as few free cores as possible in fragments, remainders of a NUMA node's
/// free cores that hold no whole slot of <see cref="SlotCores"/> cores. Source: Ding et al., EuroSys 2025.
/// </summary>
public sealed class MachineProblem
{
    /// <summary>Most cores of a NUMA node.</summary>
    public const int MostCores = 4096;

    /// <summary>Most memory of a NUMA node, in MB.</summary>
    public const long MostMemoryMb = 1L << 40;

    /// <param name="name">Name of the snapshot.</param>
    /// <param name="machines">The machines.</param>
    /// <param name="vms">The VMs on them.</param>
    /// <param name="migrationLimit">Most migrations.</param>
    /// <param name="slotCores">Cores of the slot that sells.</param>
    /// <param name="apart">VMs that shall not share a machine or rack.</param>
    /// <param name="clusters">Names of the clusters; one without a name when empty.</param>
    /// <param name="onePool">True when VMs may go to another cluster.</param>
    /// <param name="notes">What the reader has to say.</param>
    /// <exception cref="RotaException">A number is out of range, or a VM does not fit where it is.</exception>
    public MachineProblem(
        string name,
        ImmutableArray<Machine> machines,
        ImmutableArray<VirtualMachine> vms,
        int migrationLimit,
        int slotCores = 16,
        ImmutableArray<ApartSet> apart = default,
        ImmutableArray<string> clusters = default,
        bool onePool = false,
        ImmutableArray<string> notes = default)
    {
        (Name, Machines, Vms, MigrationLimit, SlotCores, OnePool) = (name, machines, vms, migrationLimit, slotCores, onePool);
        Apart = apart.IsDefault ? [] : apart;
        Clusters = clusters.IsDefaultOrEmpty ? [""] : clusters;
        Notes = notes.IsDefault ? [] : notes;
        Validate();
        FreeCores = ActiveFree();
    }

    /// <summary>Name of the snapshot.</summary>
    public string Name { get; }

    /// <summary>The machines.</summary>
    public ImmutableArray<Machine> Machines { get; }

    /// <summary>The VMs, and where they run.</summary>
    public ImmutableArray<VirtualMachine> Vms { get; }

    /// <summary>Most migrations of a plan.</summary>
    public int MigrationLimit { get; }

    /// <summary>Cores of the slot that sells: X of the fragment rate.</summary>
    public int SlotCores { get; }

    /// <summary>VMs that shall not share a machine or rack.</summary>
    public ImmutableArray<ApartSet> Apart { get; }

    /// <summary>Names of the clusters.</summary>
    public ImmutableArray<string> Clusters { get; }

    /// <summary>True when VMs may go to another cluster.</summary>
    public bool OnePool { get; }

    /// <summary>What the reader has to say about the snapshot.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Free cores of all active machines; no migration between them changes it.</summary>
    public long FreeCores { get; }

    /// <summary>True when the VM may be migrated at all.</summary>
    public bool Migrates(int vm) => Vms[vm].Migrates && Machines[Vms[vm].Place.Machine].IsActive;

    /// <summary>True when VMs of one machine may go to the other.</summary>
    public bool Reaches(int from, int to) => Machines[to].IsActive && (OnePool || Machines[from].Cluster == Machines[to].Cluster);

    /// <summary>The same snapshot with other limits.</summary>
    public MachineProblem With(int? migrationLimit = null, int? slotCores = null, bool? onePool = null) =>
        new(Name, Machines, Vms, migrationLimit ?? MigrationLimit, slotCores ?? SlotCores, Apart, Clusters, onePool ?? OnePool, Notes);

    /// <summary>The snapshot without some of its VMs.</summary>
    /// <param name="deleted">Names of the VMs to delete.</param>
    /// <param name="name">Name of the new snapshot.</param>
    public MachineProblem Without(IReadOnlySet<string> deleted, string name)
    {
        var numbers = new Dictionary<int, int>();
        var kept = ImmutableArray.CreateBuilder<VirtualMachine>();
        for (var v = 0; v < Vms.Length; v++)
        {
            if (deleted.Contains(Vms[v].Name)) continue;
            numbers[v] = kept.Count;
            kept.Add(Vms[v]);
        }
        var apart = Apart.Select(set => set with { Members = [.. set.Members.Where(numbers.ContainsKey).Select(v => numbers[v])] });
        return new(name, Machines, kept.DrainToImmutable(), MigrationLimit, SlotCores, [.. apart.Where(set => set.Members.Length > 1)], Clusters, OnePool, Notes);
    }

    private void Validate()
    {
        if (MigrationLimit < 0) throw new RotaException($"the migration limit is {MigrationLimit}, expected 0 or more");
        if (SlotCores is < 1 or > MostCores) throw new RotaException($"a slot has {SlotCores} cores, expected 1 to {MostCores}");
        foreach (var machine in Machines)
        {
            if (machine.Nodes.Length is < 1 or > 2) throw new RotaException($"machine {machine.Name} has {machine.Nodes.Length} NUMA nodes, expected one or two");
            foreach (var node in machine.Nodes)
                if (node.Cores is < 0 or > MostCores || node.MemoryMb is < 0 or > MostMemoryMb)
                    throw new RotaException($"machine {machine.Name} has a NUMA node of {node.Cores} cores and {node.MemoryMb} MB, expected at most {MostCores} and {MostMemoryMb}");
        }
        var (cores, memory) = (new long[Machines.Length, 2], new long[Machines.Length, 2]);
        foreach (var vm in Vms)
        {
            if (vm.Cores is < 1 or > MostCores || vm.MemoryMb is < 0 or > MostMemoryMb) throw new RotaException($"VM {vm.Name} has {vm.Cores} cores and {vm.MemoryMb} MB on a NUMA node, expected 1 to {MostCores} and at most {MostMemoryMb}");
            if (vm.Place.Machine < 0 || vm.Place.Machine >= Machines.Length) throw new RotaException($"VM {vm.Name} is on no machine of the snapshot");
            var machine = Machines[vm.Place.Machine];
            if (vm.SpansNodes ? machine.Nodes.Length < 2 : vm.Place.Node < 0 || vm.Place.Node >= machine.Nodes.Length) throw new RotaException($"VM {vm.Name} is on a NUMA node that machine {machine.Name} does not have");
            for (var k = 0; k < 2; k++)
            {
                if (!vm.SpansNodes && vm.Place.Node != k) continue;
                cores[vm.Place.Machine, k] += vm.Cores;
                memory[vm.Place.Machine, k] += vm.MemoryMb;
            }
        }
        for (var m = 0; m < Machines.Length; m++)
            for (var k = 0; k < Machines[m].Nodes.Length; k++)
            {
                var node = Machines[m].Nodes[k];
                if (cores[m, k] > node.Cores) throw new RotaException($"machine {Machines[m].Name}: VMs use {cores[m, k]} cores of NUMA node {k}, which has {node.Cores}");
                if (memory[m, k] > node.MemoryMb) throw new RotaException($"machine {Machines[m].Name}: VMs use {memory[m, k]} MB of NUMA node {k}, which has {node.MemoryMb}");
            }
    }

    private long ActiveFree()
    {
        long free = 0;
        foreach (var machine in Machines)
            if (machine.IsActive)
                foreach (var node in machine.Nodes) free += node.Cores;
        foreach (var vm in Vms)
            if (Machines[vm.Place.Machine].IsActive) free -= vm.SpansNodes ? 2 * vm.Cores : vm.Cores;
        return free;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>Reads one snapshot; every fault names the line and the field's path.</summary>
internal sealed class SnapshotReader(string file, MachineReadOptions options)
{
    private const string RackWise = "rack";

    private readonly List<Machine> machines = [];
    private readonly List<VirtualMachine> vms = [];
    private readonly List<(int Cores, long MemoryMb)[]> left = [];
    private readonly Dictionary<string, int> machineOf = [];
    private readonly Dictionary<string, int> vmOf = [];
    private readonly List<ApartSet> apart = [];
    private readonly List<string> clusters = [];
    private int published;

    public MachineProblem Read(KubeValue root)
    {
        root.Get("cluster_list");
        foreach (var cluster in root.Each("cluster_list"))
        {
            var name = cluster.Find("cluster_name")?.AsText("a name") ?? $"cluster{clusters.Count + 1}";
            if (clusters.Contains(name)) throw cluster.Get("cluster_name").Error($"cluster '{name}' comes twice, expected a name for each");
            clusters.Add(name);
            cluster.Get("host_info");
            foreach (var host in cluster.Each("host_info")) ReadMachine(host);
            foreach (var vm in cluster.Each("vm_instance")) ReadVm(vm);
            if (cluster.Find("other_requirement") is { } other)
                foreach (var set in other.Each("deployment_set")) ReadApart(set);
        }
        Compare(root);
        if (machines.Count == 0) throw root.Get("cluster_list").Error("has no machines, expected host_info with at least one");
        var notes = new List<string>();
        if (published > 0) notes.Add($"the file gives other free values for {published} NUMA nodes than its totals and VMs leave; they are not used");
        return new(
            InstanceNames.OfFile(file, "machines"), [.. machines], [.. vms], Limit(root, notes), options.SlotCores, [.. apart], [.. clusters], options.OnePool, [.. notes]);
    }

    private int Limit(KubeValue root, List<string> notes)
    {
        var given = root.Find("general_requirement", "maximum_migration") is { } value ? (int)Math.Min(int.MaxValue, Whole(value, "a limit", 0, long.MaxValue)) : -1;
        if (options.MigrationLimit is { } limit) return limit;
        if (given >= 0 && given < vms.Count) return given;
        var usual = Math.Max(1, (vms.Count + 20) / 40);
        notes.Add(given < 0 ? $"the file sets no migration limit, {usual} is taken: one in forty VMs" : $"the file's migration limit of {given} is none for {vms.Count} VMs, {usual} is taken: one in forty");
        return usual;
    }

    private void ReadMachine(KubeValue host)
    {
        var name = host.Get("node_id").AsText("a name");
        if (machineOf.TryGetValue(name, out var number))
            throw host.Get("node_id").Error($"machine '{name}' comes twice{(machines[number].Cluster == clusters.Count - 1 ? "" : $", first in cluster '{clusters[machines[number].Cluster]}'")}, expected every machine once");
        var nodes = new List<(int Node, NumaNode Has)>();
        host.Get("numa");
        foreach (var numa in host.Each("numa"))
        {
            var node = (int)Whole(numa.Get("node"), "a NUMA node", 0, 1);
            if (nodes.Any(known => known.Node == node)) throw numa.Get("node").Error($"NUMA node {node} comes twice");
            nodes.Add((node, new((int)Whole(numa.Get("total_cpu"), "cores", 0, MachineProblem.MostCores), Whole(numa.Get("memory_huge_total_mb"), "MB", 0, MachineProblem.MostMemoryMb))));
        }
        if (nodes.Count is 0 or > 2) throw host.Get("numa").Error($"has {nodes.Count} NUMA nodes, expected one or two");
        nodes.Sort((a, b) => a.Node.CompareTo(b.Node));
        if (nodes[0].Node != 0) throw host.Get("numa").Error("has NUMA node 1 and no 0");
        machineOf[name] = machines.Count;
        left.Add([.. nodes.Select(node => (node.Has.Cores, node.Has.MemoryMb))]);
        machines.Add(new(name, clusters.Count - 1, [.. nodes.Select(node => node.Has)])
        {
            Status = host.Find("status") is { } status ? Status(status) : MachineStatus.Active,
            Rack = host.Find("rack_id") is { } rack ? rack.AsText("a rack") : "",
        });
    }

    private static MachineStatus Status(KubeValue value) => value.AsText("a status") switch
    {
        "ACTIVE" => MachineStatus.Active,
        "DISABLED" => MachineStatus.Disabled,
        "OUTAGE" => MachineStatus.Outage,
        var other => throw value.Error($"read '{other}', expected ACTIVE, DISABLED or OUTAGE{Nearest.Hint(other, ["ACTIVE", "DISABLED", "OUTAGE"])}"),
    };

    private void ReadVm(KubeValue value)
    {
        var name = value.Get("instance_id").AsText("a name");
        if (!vmOf.TryAdd(name, vms.Count)) throw value.Get("instance_id").Error($"VM '{name}' comes twice, expected every VM once");
        var host = value.Get("host_id").AsText("a machine's name");
        if (!machineOf.TryGetValue(host, out var machine)) throw value.Get("host_id").Error($"read '{host}', expected a machine of host_info{Nearest.Hint(host, machineOf.Keys)}");
        if (machines[machine].Cluster != clusters.Count - 1) throw value.Get("host_id").Error($"machine '{host}' is in cluster '{clusters[machines[machine].Cluster]}', expected one of '{clusters[^1]}'");
        value.Get("numa");
        var parts = value.Each("numa");
        if (parts.Count is 0 or > 2) throw value.Get("numa").Error($"has {parts.Count} parts, expected one or two");
        var (cores, memory) = ((int)Whole(parts[0].Get("cpu"), "cores", 1, MachineProblem.MostCores), Whole(parts[0].Get("mem_mb"), "MB", 0, MachineProblem.MostMemoryMb));
        foreach (var part in parts)
        {
            var node = (int)Whole(part.Get("node"), "a NUMA node", 0, 1);
            if (node >= machines[machine].Nodes.Length) throw part.Get("node").Error($"read {node}, but machine '{host}' has one NUMA node");
            if (part != parts[0] && node == (int)Whole(parts[0].Get("node"), "a NUMA node", 0, 1)) throw part.Get("node").Error($"NUMA node {node} comes twice");
            if (Whole(part.Get("cpu"), "cores", 1, MachineProblem.MostCores) is var own && own != cores) throw part.Get("cpu").Error($"read {own}, expected {cores} as in the other part: halves are equal");
            if (Whole(part.Get("mem_mb"), "MB", 0, MachineProblem.MostMemoryMb) is var mine && mine != memory) throw part.Get("mem_mb").Error($"read {mine}, expected {memory} as in the other part: halves are equal");
            var (cpuLeft, memoryLeft) = left[machine][node];
            if (cores > cpuLeft) throw part.Get("cpu").Error($"VM '{name}' needs {cores} cores of NUMA node {node} of '{host}', where the VMs before it leave {cpuLeft}");
            if (memory > memoryLeft) throw part.Get("mem_mb").Error($"VM '{name}' needs {memory} MB of NUMA node {node} of '{host}', where the VMs before it leave {memoryLeft}");
            left[machine][node] = (cpuLeft - cores, memoryLeft - memory);
        }
        vms.Add(new(name, value.Find("instance_type")?.AsText("a flavour") ?? "", new(machine, parts.Count == 2 ? VmPlace.BothNodes : (int)Whole(parts[0].Get("node"), "a NUMA node", 0, 1)), cores, memory)
        {
            Migrates = value.Find("allow_migration")?.AsFlag() ?? true,
        });
    }

    private void ReadApart(KubeValue set)
    {
        var grain = set.Get("granularity");
        var word = grain.AsText("a granularity");
        if (word is not ("host" or RackWise)) throw grain.Error($"read '{word}', expected host or rack{Nearest.Hint(word, ["host", RackWise])}");
        var members = ImmutableArray.CreateBuilder<int>();
        foreach (var member in set.Each("data"))
        {
            var name = member.AsText("a VM's name");
            if (!vmOf.TryGetValue(name, out var vm)) throw member.Error($"read '{name}', expected a VM of vm_instance{Nearest.Hint(name, vmOf.Keys)}");
            if (members.Contains(vm)) throw member.Error($"VM '{name}' comes twice");
            members.Add(vm);
        }
        if (word == RackWise && machines.Any(machine => machine.Rack.Length == 0)) throw grain.Error("read 'rack', but some machines of host_info have no rack_id");
        if (members.Count > 1) apart.Add(new(word == RackWise, members.DrainToImmutable()));
    }

    /// <summary>A whole number, also when it is written as 8192.0.</summary>
    private static long Whole(KubeValue value, string what, long least, long most)
    {
        var text = value.AsText(what + ", a whole number");
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number) || number < least || number > most)
            throw value.Error($"read '{(text.Length > 40 ? text[..40] + "..." : text)}', expected {what}, a whole number {(most == long.MaxValue ? $"of {least} or more" : $"from {least} to {most}")}");
        return (long)number;
    }

    /// <summary>Counts NUMA nodes whose published free cores are not what is left.</summary>
    private void Compare(KubeValue root)
    {
        foreach (var cluster in root.Each("cluster_list"))
            foreach (var host in cluster.Each("host_info"))
                foreach (var numa in host.Each("numa"))
                    if (numa.Find("free_cpu") is { } free && Whole(free, "cores", 0, MachineProblem.MostCores) != left[machineOf[host.Get("node_id").AsText("a name")]][(int)Whole(numa.Get("node"), "a NUMA node", 0, 1)].Cores) published++;
    }
}

using System.Text.Json;

namespace Rota.Cluster.Machines.Formats;

/// <summary>Writes snapshots in the published form, free values as they are.</summary>
internal static class SnapshotWriter
{
    public static void Write(MachineProblem problem, TextWriter output)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory)) Write(problem, json);
        output.Write(System.Text.Encoding.UTF8.GetString(memory.ToArray()));
        output.Write('\n');
    }

    private static void Write(MachineProblem problem, Utf8JsonWriter json)
    {
        var left = problem.Machines.Select(machine => machine.Nodes.ToArray()).ToArray();
        foreach (var vm in problem.Vms)
            for (var k = 0; k < 2; k++)
                if (vm.SpansNodes || vm.Place.Node == k) left[vm.Place.Machine][k] = new(left[vm.Place.Machine][k].Cores - vm.Cores, left[vm.Place.Machine][k].MemoryMb - vm.MemoryMb);
        json.WriteStartObject();
        json.WriteStartArray("cluster_list");
        for (var c = 0; c < problem.Clusters.Length; c++)
        {
            json.WriteStartObject();
            json.WriteString("cluster_name", problem.Clusters[c]);
            json.WriteStartArray("host_info");
            for (var m = 0; m < problem.Machines.Length; m++)
                if (problem.Machines[m].Cluster == c) Machine(json, problem.Machines[m], left[m]);
            json.WriteEndArray();
            json.WriteStartArray("vm_instance");
            foreach (var vm in problem.Vms)
                if (problem.Machines[vm.Place.Machine].Cluster == c) Vm(json, problem, vm);
            json.WriteEndArray();
            json.WriteStartObject("other_requirement");
            json.WriteStartArray("deployment_set");
            foreach (var set in problem.Apart)
            {
                if (problem.Machines[problem.Vms[set.Members[0]].Place.Machine].Cluster != c) continue;
                json.WriteStartObject();
                json.WriteString("granularity", set.ByRack ? "rack" : "host");
                json.WriteStartArray("data");
                foreach (var member in set.Members) json.WriteStringValue(problem.Vms[member].Name);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("general_requirement");
        json.WriteNumber("optimization_objective", 1);
        json.WriteNumber("maximum_migration", problem.MigrationLimit);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Machine(Utf8JsonWriter json, Machine machine, NumaNode[] left)
    {
        json.WriteStartObject();
        json.WriteString("node_id", machine.Name);
        json.WriteString("status", machine.Status switch { MachineStatus.Active => "ACTIVE", MachineStatus.Disabled => "DISABLED", _ => "OUTAGE" });
        if (machine.Rack.Length > 0) json.WriteString("rack_id", machine.Rack);
        json.WriteStartArray("numa");
        for (var k = 0; k < machine.Nodes.Length; k++)
        {
            json.WriteStartObject();
            json.WriteNumber("node", k);
            json.WriteNumber("total_cpu", machine.Nodes[k].Cores);
            json.WriteNumber("free_cpu", left[k].Cores);
            json.WriteNumber("memory_huge_total_mb", machine.Nodes[k].MemoryMb);
            json.WriteNumber("memory_huge_free_mb", left[k].MemoryMb);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Vm(Utf8JsonWriter json, MachineProblem problem, VirtualMachine vm)
    {
        json.WriteStartObject();
        json.WriteString("instance_id", vm.Name);
        json.WriteString("instance_type", vm.Flavour);
        json.WriteString("host_id", problem.Machines[vm.Place.Machine].Name);
        json.WriteStartArray("numa");
        for (var k = 0; k < 2; k++)
        {
            if (!vm.SpansNodes && vm.Place.Node != k) continue;
            json.WriteStartObject();
            json.WriteNumber("node", k);
            json.WriteNumber("cpu", vm.Cores);
            json.WriteNumber("mem_mb", vm.MemoryMb);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteBoolean("allow_migration", vm.Migrates);
        json.WriteEndObject();
    }
}

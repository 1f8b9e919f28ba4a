using System.Collections.Immutable;
using System.Text.Json;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>
/// Snapshots as ByteDance publishes them: {"cluster_list": [{"cluster_name", "host_info": [{"node_id", "status", "numa": [...]}], "vm_instance": [{"instance_id", "host_id", "numa": [...]}],
/// "other_requirement": {"deployment_set": [...]}}], "general_requirement": {"maximum_migration"}}. What is free is computed from totals and VMs, whatever the file says is free.
/// </summary>
public sealed class SnapshotFormat : IInstanceFormat<MachineProblem, MachineReadOptions>
{
    /// <inheritdoc/>
    public string Name => "vm-snapshot";

    /// <inheritdoc/>
    public string Description => """JSON: {"cluster_list": [{"host_info": [{"node_id", "numa": [...]}], "vm_instance": [{"instance_id", "host_id", "numa": [...]}]}]}, a snapshot of machines and VMs""";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, MachineReadOptions options)
    {
        if (JsonShape.First(input) is not { Kind: JsonTokenType.StartObject } first || first.Find("cluster_list") is not { } clusters) return FormatFit.None;
        if (clusters.Kind != JsonTokenType.StartArray) return FormatFit.Shape;
        foreach (var cluster in clusters.Items("clusters")) return cluster.Names().Contains("host_info") ? FormatFit.Whole : FormatFit.Shape;
        return FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<MachineProblem> Read(TextInput input, MachineReadOptions options)
    {
        if (JsonShape.First(input) is not { } json) throw new InputException(input.Name, "is no JSON, expected an object with cluster_list");
        return [new SnapshotReader(input.Name, options).Read(KubeValue.Of(json, ""))];
    }

    /// <inheritdoc/>
    public string? Refusal(MachineProblem problem) => null;

    /// <inheritdoc/>
    public void Write(MachineProblem problem, TextWriter output) => SnapshotWriter.Write(problem, output);
}

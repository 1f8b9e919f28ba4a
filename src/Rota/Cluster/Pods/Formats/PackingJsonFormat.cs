using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>
/// The solver input of the source's plug-in: {"nodes": [{"name", "cap_cpu_m", "cap_mem_bytes"}], "pods": [{"uid", "namespace", "name", "req_cpu_m", "req_mem_bytes", "priority",
/// "protected", "node"}], "timeout_ms", "preemptor"}. Of two pods with one uid the one with a node counts.
/// </summary>
public sealed class PackingJsonFormat : IInstanceFormat<PodProblem, ClusterReadOptions>
{
    /// <inheritdoc/>
    public string Name => "packing-json";

    /// <inheritdoc/>
    public string Description => """JSON: {"nodes": [{"name", "cap_cpu_m", "cap_mem_bytes"}], "pods": [{"uid", "name", "req_cpu_m", ...}]}, the input of a scheduler plug-in's solver""";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ClusterReadOptions options) =>
        JsonShape.First(input) is { Kind: JsonTokenType.StartObject } first && first.Names() is var names && names.Contains("nodes") && names.Contains("pods") && !names.Contains("kind")
            ? HasCapacities(first) ? FormatFit.Whole : FormatFit.Shape
            : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<PodProblem> Read(TextInput input, ClusterReadOptions options)
    {
        if (JsonShape.First(input) is not { } json) throw new InputException(input.Name, "is no JSON, expected an object with nodes and pods");
        var root = KubeValue.Of(json, "");
        Shape(root, _ => { });
        var nodes = ImmutableArray.CreateBuilder<ClusterNode>();
        var numbers = new Dictionary<string, int>();
        root.Get("nodes");
        foreach (var node in root.Each("nodes"))
        {
            var name = node.Get("name").AsText("a name");
            if (!numbers.TryAdd(name, nodes.Count)) throw node.Get("name").Error($"node '{name}' comes twice, expected a name for each");
            nodes.Add(new(name, [Amount(node, "cap_cpu_m"), Amount(node, "cap_mem_bytes")]));
        }
        var pods = new List<ClusterPod>();
        var uids = new Dictionary<string, int>();
        root.Get("pods");
        foreach (var value in root.Each("pods").Concat(root.Find("preemptor") is { } preemptor ? [preemptor] : []))
        {
            var pod = Pod(value, numbers);
            if (uids.TryAdd(pod.Uid, pods.Count)) pods.Add(pod);
            else if (pods[uids[pod.Uid]].Node < 0) pods[uids[pod.Uid]] = pod;
            else if (pod.Node >= 0) throw value.Get("uid").Error($"'{pod.Uid}' comes twice, each time with a node");
        }
        return [new(InstanceNames.OfFile(input.Name, "cluster"), [ResourceNames.Cpu, ResourceNames.Memory], nodes.DrainToImmutable(), [.. pods], objective: options.Objective, origin: input.Name == "-" ? "standard input" : input.Name)];
    }

    /// <inheritdoc/>
    public string? Refusal(PodProblem problem) =>
        problem.Resources.Any(name => name is not (ResourceNames.Cpu or ResourceNames.Memory or ResourceNames.Pods)) ? "resources beside cpu and memory"
        : problem.Budgets.Length + problem.Quotas.Length > 0 || problem.Pods.Any(pod => !pod.Rules.Equals(PodRules.None)) ? "rules, quotas and budgets"
        : null;

    /// <inheritdoc/>
    public void Write(PodProblem problem, TextWriter output)
    {
        output.Write("{\"nodes\":[");
        for (var n = 0; n < problem.Nodes.Length; n++)
            output.Write($"{(n == 0 ? "" : ",")}\n{{\"name\":{JsonShape.Quoted(problem.Nodes[n].Name)},\"cap_cpu_m\":{problem.Nodes[n].Capacity[0]},\"cap_mem_bytes\":{problem.Nodes[n].Capacity[1]}}}");
        output.Write("],\n\"pods\":[");
        for (var p = 0; p < problem.Pods.Length; p++)
        {
            var pod = problem.Pods[p];
            output.Write($"{(p == 0 ? "" : ",")}\n{{\"uid\":{JsonShape.Quoted(pod.Uid)},\"namespace\":{JsonShape.Quoted(pod.Namespace)},\"name\":{JsonShape.Quoted(pod.Name)},");
            output.Write($"\"req_cpu_m\":{pod.Request[0]},\"req_mem_bytes\":{pod.Request[1]},\"priority\":{pod.Priority},\"protected\":{(pod.Held is null ? "false" : "true")},");
            output.Write($"\"node\":{(pod.Node < 0 ? "\"\"" : JsonShape.Quoted(problem.Nodes[pod.Node].Name))}}}");
        }
        output.Write("]}\n");
    }

    private static readonly KubeCheck Amounts = KubeChecks.Whole("an amount", 0, PodProblem.Unlimited);

    private static readonly KubeCheck PodShape = KubeChecks.Fields(
        ("uid", KubeChecks.Text), ("namespace", KubeChecks.Text), ("name", KubeChecks.Subdomain), ("req_cpu_m", Amounts), ("req_mem_bytes", Amounts), ("priority", KubeChecks.Whole("a priority", int.MinValue)),
        ("protected", KubeChecks.Flag), ("node", KubeChecks.Text));

    private static readonly KubeCheck Shape = KubeChecks.Fields(
        ("timeout_ms", KubeChecks.Whole("milliseconds", 0, long.MaxValue)), ("preemptor", PodShape), ("pods", KubeChecks.List(PodShape)),
        ("nodes", KubeChecks.List(KubeChecks.Fields(("name", KubeChecks.Subdomain), ("cap_cpu_m", Amounts), ("cap_mem_bytes", Amounts)))));

    private static bool HasCapacities(JsonValue first)
    {
        if (first.Get("nodes") is not { Kind: JsonTokenType.StartArray } nodes) return false;
        foreach (var node in nodes.Items("nodes")) return node.Names().Contains("cap_cpu_m");
        return true;
    }

    private static ClusterPod Pod(KubeValue value, Dictionary<string, int> numbers)
    {
        var node = value.Find("node");
        var name = node?.AsText("a node") ?? "";
        var number = -1;
        if (name.Length > 0 && !numbers.TryGetValue(name, out number)) throw node!.Error($"read '{name}', expected one of the {numbers.Count} nodes{Nearest.Hint(name, numbers.Keys)}");
        return new(value.Get("uid").AsText("a uid"), value.Find("namespace")?.AsText("a namespace") ?? "", value.Get("name").AsText("a name"), [Amount(value, "req_cpu_m"), Amount(value, "req_mem_bytes")])
        {
            Node = number,
            Priority = (int)(value.Find("priority")?.AsInteger("a priority", int.MinValue, int.MaxValue) ?? 0),
            Held = value.Find("protected")?.AsFlag() == true ? "it is protected" : null,
        };
    }

    private static long Amount(KubeValue value, string name) => value.Get(name).AsInteger("an amount", 0, PodProblem.Unlimited);
}

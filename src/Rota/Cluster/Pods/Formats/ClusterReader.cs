using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>
/// Kubernetes objects as a packing problem: what <c>kubectl get nodes,pods,pdb,priorityclasses,resourcequotas -A -o json|yaml</c> prints, or manifests. Workloads are expanded
/// to the replicas that are not there yet.
/// </summary>
internal sealed class ClusterReader
{
    private const int MostNotes = 20;

    private readonly List<ClusterObject> objects = [];
    private readonly List<string> notes = [];
    private readonly SortedDictionary<string, int> skipped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> unknown = new(StringComparer.Ordinal);
    private readonly HashSet<(string Kind, string Space, string Name)> names = [];
    private readonly string file;
    private readonly ClusterReadOptions options;

    private ClusterReader(string file, ClusterReadOptions options) => (this.file, this.options) = (file, options);

    /// <summary>Reads documents, each an object or a list of objects.</summary>
    /// <exception cref="InputException">A field breaks a rule; the fault names line and path.</exception>
    public static PodProblem Read(IEnumerable<KubeValue> documents, string file, ClusterReadOptions options)
    {
        var reader = new ClusterReader(file, options);
        foreach (var document in documents) reader.Collect(document, null, top: true);
        return reader.Build();
    }

    private void Collect(KubeValue value, string? listKind, bool top = false)
    {
        if (value.IsNull) throw value.Error("is null, expected a Kubernetes object");
        var kind = value.Find("kind")?.AsText("a kind") ?? listKind ?? throw value.Error("has no 'kind', expected a Kubernetes object");
        if (listKind is not null && kind != listKind) throw value.Get("kind").Error($"read '{kind}', expected {listKind} in a {listKind}List");
        var version = value.Find("apiVersion")?.AsText("a version such as v1 or apps/v1");
        if (version is null && top) throw value.Error("has no 'apiVersion', expected such as v1 or apps/v1");
        if (kind.EndsWith("List", StringComparison.Ordinal) && value.Find("items") is { } items)
        {
            var single = kind.Length > 4 ? kind[..^4] : null;
            foreach (var item in items.Elements ?? throw items.Unexpected("a list of objects")) Collect(item, single);
            return;
        }
        if (kind == "List") throw value.Error("is a List without 'items', expected a list of objects");
        if (!KubeKinds.IsRead(kind, version, value))
        {
            skipped[kind] = skipped.GetValueOrDefault(kind) + 1;
            return;
        }
        var read = new ClusterObject(kind, value, options.Validated ? null : field => unknown[$"{kind}: {field}"] = unknown.GetValueOrDefault($"{kind}: {field}") + 1);
        // Two objects made from one prefix get different names.
        if (value.Find("metadata", "name") is not null && !names.Add((kind, read.Space, read.NameText)))
            throw read.Name.Error($"{kind} {(read.Space.Length > 0 ? read.Space + "/" : "")}{read.NameText} comes twice, expected a name for each");
        objects.Add(read);
    }

    private PodProblem Build()
    {
        foreach (var (kind, count) in skipped) notes.Add($"{count} objects of kind {kind} left out");
        foreach (var (field, count) in unknown.Take(MostNotes)) notes.Add($"{count} times a field that is not known, left out ({field})");
        var nodeObjects = Of("Node").Where(IsWhole).ToArray();
        var classes = PriorityClasses.Read(Of("PriorityClass"));
        var pods = PodReader.Pods(objects, classes, options, notes);
        var resources = ImmutableArray.Create(ResourceNames.Cpu, ResourceNames.Memory, ResourceNames.Pods).AddRange(
            pods.SelectMany(pod => pod.Request.Names).Distinct().Where(name => name is not (ResourceNames.Cpu or ResourceNames.Memory or ResourceNames.Pods)).Order(StringComparer.Ordinal));
        var nodes = nodeObjects.Select(node => Node(node, resources)).ToImmutableArray();
        var numbers = new Dictionary<string, int>();
        for (var n = 0; n < nodes.Length; n++) numbers.Add(nodes[n].Name, n);
        // Faults of fields before what is missing as a whole.
        var quotas = Of("ResourceQuota").Where(Counts).Select(quota => Quota(quota, resources)).ToImmutableArray();
        if (nodes.IsEmpty) foreach (var budget in Of("PodDisruptionBudget")) DisruptionBudgets.Read(budget, []);
        if (nodes.IsEmpty) throw new InputException(file, "has no nodes, expected objects of kind Node beside the pods: kubectl get nodes,pods,pdb -A -o json");
        // A DaemonSet leaves out nodes that its pods do not suit.
        pods.RemoveAll(pod => pod.NodeName is null && pod.Pod.Rules.OnlyNodes is [var only] && numbers.TryGetValue(only, out var n) && !NodeRules.Suits(pod.Pod, nodes[n]));
        var built = Pods(pods, resources, numbers);
        var budgets = Of("PodDisruptionBudget").Select(budget => DisruptionBudgets.Read(budget, built)).ToImmutableArray();
        Overcommitted(nodes, built, resources);
        return new(InstanceNames.OfFile(file, "cluster"), resources, nodes, built, budgets, quotas, options.Objective, file == "-" ? "standard input" : file) { Notes = [.. notes] };
    }

    /// <summary>A node that has just registered says later what it has.</summary>
    private bool IsWhole(ClusterObject node)
    {
        var amounts = node.Value.Find("status", "allocatable") ?? node.Value.Find("status", "capacity");
        if (!options.Validated || (amounts?.Find("cpu") is not null && amounts.Find("memory") is not null)) return true;
        notes.Add($"node {node.NameText} left out: it does not say yet what it has");
        return false;
    }

    /// <summary>A quota of a scope counts some pods only, which is not modelled.</summary>
    private bool Counts(ClusterObject quota)
    {
        var spec = quota.Value.Get("spec");
        if (spec.Each("scopes").Count == 0 && spec.Find("scopeSelector") is not { Properties.Count: > 0 }) return true;
        notes.Add($"quota {quota.Space}/{quota.NameText} left out: it counts pods of a scope");
        return false;
    }

    private IEnumerable<ClusterObject> Of(string kind) => objects.Where(value => value.Kind == kind);

    private ClusterNode Node(ClusterObject node, ImmutableArray<string> resources)
    {
        var status = node.Value.Find("status") ?? throw node.Value.Error("has no 'status', expected its allocatable resources");
        var from = status.Find("allocatable") ?? status.Find("capacity") ?? throw status.Error("has no 'allocatable', expected quantities");
        var amounts = ResourceAmounts.Read(from);
        if (!amounts.Has(ResourceNames.Cpu) || !amounts.Has(ResourceNames.Memory)) throw from.Error("expected at least cpu and memory");
        if (!amounts.Has(ResourceNames.Pods)) amounts[ResourceNames.Pods] = 110;
        var ready = status.Each("conditions").Find(condition => condition.Find("type")?.Scalar == "Ready");
        var closed = node.Value.Find("spec", "unschedulable")?.AsFlag() == true;
        var taints = node.Value.Find("spec")?.Each("taints").Select(KubeSelectors.Taint).ToImmutableArray() ?? [];
        for (var i = 0; i < taints.Length; i++)
            if (taints.Take(i).Any(other => other.Key == taints[i].Key && other.Effect == taints[i].Effect)) throw node.Value.Get("spec").Each("taints")[i].Error($"comes twice: a node has one taint {taints[i].Key} with {taints[i].Effect} at most");
        if (ready is not null && ready.Get("status").AsText("a status") != "True")
        {
            closed = true;
            notes.Add($"node {node.NameText} is not ready: nothing new goes there");
        }
        return new(node.NameText, [.. resources.Select(name => amounts[name])])
        {
            Labels = node.Labels.SetItem(KubeSelectors.NodeName, node.NameText),
            Taints = taints,
            Closed = closed,
        };
    }

    private ImmutableArray<ClusterPod> Pods(List<ReadPod> pods, ImmutableArray<string> resources, Dictionary<string, int> nodes)
    {
        // Nothing can be placed on a node that is not there, so that what runs there changes nothing.
        if (options.Validated && pods.RemoveAll(pod => pod.NodeName is { } gone && !nodes.ContainsKey(gone.AsText("a node"))) is var lost and > 0) notes.Add($"{lost} pods left out whose nodes are not there");
        var built = ImmutableArray.CreateBuilder<ClusterPod>(pods.Count);
        var uids = new HashSet<string>();
        foreach (var pod in pods)
        {
            var node = -1;
            if (pod.NodeName is { } name && !nodes.TryGetValue(name.AsText("a node"), out node))
                throw name.Error($"read '{name.AsText("a node")}', expected one of the {nodes.Count} nodes{Nearest.Hint(name.AsText("a node"), nodes.Keys)}");
            if (!uids.Add(pod.Pod.Uid)) throw (pod.At.Find("uid") ?? pod.At.Find("name") ?? pod.At).Error($"pod {pod.Pod.FullName} has the uid {pod.Pod.Uid} of another pod, expected one for each");
            built.Add(pod.Pod with { Node = node, Request = [.. resources.Select(resource => resource == ResourceNames.Pods ? 1 : pod.Request[resource])] });
        }
        return built.DrainToImmutable();
    }

    private static NamespaceQuota Quota(ClusterObject quota, ImmutableArray<string> resources)
    {
        var hard = ResourceAmounts.Read(QuotaHard(quota.Value.Get("spec").Find("hard")));
        // For other resources the quota counts "requests.NAME".
        long Most(string name) => hard.Has("requests." + name) ? hard["requests." + name] : hard.Has(name) ? hard[name] : PodProblem.Unlimited;
        return new(quota.Space, quota.NameText, [.. resources.Select(Most)]);
    }

    /// <summary>"requests.cpu" is read like "cpu": in thousandths.</summary>
    private static KubeValue? QuotaHard(KubeValue? hard) => hard?.Properties is not { } properties ? hard
        : KubeValue.Object("", hard.Line, hard.Path, [.. properties.Where(property => !property.Name.StartsWith("limits.", StringComparison.Ordinal) && (!property.Name.StartsWith("count/", StringComparison.Ordinal) || property.Name == "count/pods"))
            .Select(property => (property.Name switch { "requests.cpu" => "cpu", "count/pods" => "pods", var name => name }, property.Value))]);

    private void Overcommitted(ImmutableArray<ClusterNode> nodes, ImmutableArray<ClusterPod> pods, ImmutableArray<string> resources)
    {
        for (var r = 0; r < resources.Length; r++)
        {
            var used = new Int128[nodes.Length];
            foreach (var pod in pods)
                if (pod.Node >= 0) used[pod.Node] += pod.Request[r];
            for (var n = 0; n < nodes.Length; n++)
                if (used[n] > nodes[n].Capacity[r])
                    notes.Add(string.Create(CultureInfo.InvariantCulture, $"node {nodes[n].Name} is overcommitted: its pods ask for {ResourceNames.Amount(resources[r], (long)used[n])} of {resources[r]}, it has {ResourceNames.Amount(resources[r], nodes[n].Capacity[r])}"));
        }
    }
}

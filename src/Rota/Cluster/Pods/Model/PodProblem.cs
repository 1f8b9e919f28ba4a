using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>
/// A cluster at one moment: nodes, running and pending pods, and the rules between them. Wanted: where every pod should be, so that as many pods as possible run, the
/// important ones first, with as few evictions and moves as possible.
/// </summary>
public sealed class PodProblem
{
    /// <summary>A capacity without limit, and the largest amount of anything.</summary>
    public const long Unlimited = 1L << 61;

    private readonly int[] groupOf;
    private readonly bool[] fixedPods;

    /// <summary>Validates a snapshot.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="resources">Names of the resources; "cpu" and "memory" come first.</param>
    /// <param name="nodes">The nodes.</param>
    /// <param name="pods">The pods: running ones may overload a node, which then takes no more.</param>
    /// <param name="budgets">Disruption budgets.</param>
    /// <param name="quotas">Quotas of namespaces.</param>
    /// <param name="objective">What a plan is judged by.</param>
    /// <param name="origin">Where it came from, for display.</param>
    /// <param name="limits">How many pods may leave their nodes; null for any number.</param>
    /// <exception cref="RotaException">Amounts of another number than resources, negative or beyond <see cref="Unlimited"/>; a name or uid that comes twice; a node number out of range.</exception>
    public PodProblem(
        string name,
        ImmutableArray<string> resources,
        ImmutableArray<ClusterNode> nodes,
        ImmutableArray<ClusterPod> pods,
        ImmutableArray<DisruptionBudget> budgets = default,
        ImmutableArray<NamespaceQuota> quotas = default,
        PodObjective objective = PodObjective.PlacementFirst,
        string? origin = null,
        MoveLimits? limits = null)
    {
        Limits = limits;
        (Name, Origin, Resources, Nodes, Pods) = (name, origin ?? name, resources, nodes, pods);
        (Budgets, Quotas, Objective) = (budgets.IsDefault ? [] : budgets, quotas.IsDefault ? [] : quotas, objective);
        if (resources.Length < 2 || resources[0] != ResourceNames.Cpu || resources[1] != ResourceNames.Memory)
            throw new RotaException($"{name}: the resources are {string.Join(", ", resources)}, expected cpu and memory first");
        var names = new HashSet<string>();
        foreach (var node in nodes)
        {
            if (!names.Add(node.Name)) throw new RotaException($"{name}: node {node.Name} comes twice, expected a name for each");
            Expect($"node {node.Name}", node.Capacity);
        }
        names.Clear();
        foreach (var pod in pods)
        {
            if (!names.Add(pod.Uid)) throw new RotaException($"{name}: pod {pod.FullName} has the uid {pod.Uid} of another pod, expected one for each");
            Expect($"pod {pod.FullName}", pod.Request);
            if (pod.Node < -1 || pod.Node >= nodes.Length) throw new RotaException($"{name}: pod {pod.FullName} runs on node number {pod.Node}, expected 0 to {nodes.Length - 1}");
        }
        fixedPods = [.. Enumerable.Range(0, pods.Length).Select(p => WhyFixed(p) is not null)];
        (Groups, groupOf) = PodGroups.Of(this);
        Tiers = [.. pods.Select(pod => pod.Priority).Distinct().OrderDescending()];
        Rank = [.. pods.Select(pod => Tiers.BinarySearch(pod.Priority, Comparer<int>.Create((a, b) => b.CompareTo(a))))];
    }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>Where it came from, for display.</summary>
    public string Origin { get; }

    /// <summary>Names of the resources.</summary>
    public ImmutableArray<string> Resources { get; }

    /// <summary>The nodes, numbered from 0.</summary>
    public ImmutableArray<ClusterNode> Nodes { get; }

    /// <summary>The pods, numbered from 0.</summary>
    public ImmutableArray<ClusterPod> Pods { get; }

    /// <summary>Disruption budgets.</summary>
    public ImmutableArray<DisruptionBudget> Budgets { get; }

    /// <summary>Quotas of namespaces.</summary>
    public ImmutableArray<NamespaceQuota> Quotas { get; }

    /// <summary>How many pods may leave their nodes; null for any number.</summary>
    public MoveLimits? Limits { get; }

    /// <summary>What a plan is judged by.</summary>
    public PodObjective Objective { get; }

    /// <summary>The priorities that occur, the highest first.</summary>
    public ImmutableArray<int> Tiers { get; }

    /// <summary>For each pod the place of its priority in <see cref="Tiers"/>.</summary>
    public ImmutableArray<int> Rank { get; }

    /// <summary>Groups of pods that can take each other's places.</summary>
    public ImmutableArray<PodGroup> Groups { get; }

    /// <summary>Notes of the reader: what was left out, and what is odd.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The number of a pod's group.</summary>
    public int GroupOf(int pod) => groupOf[pod];

    /// <summary>Nodes that would take the pod as a newcomer if they were empty.</summary>
    public ImmutableArray<int> Eligible(int pod) => Groups[groupOf[pod]].Nodes;

    /// <summary>True when the pod stays as it is: it must not be moved, or is pending and not ours to place.</summary>
    public bool IsFixed(int pod) => fixedPods[pod];

    /// <summary>Why the pod stays as it is, in words; null when it may be placed or moved.</summary>
    public string? WhyFixed(int pod)
    {
        var the = Pods[pod];
        if (the.Node < 0) return the.Waiting;
        if (the.Held is { } held) return held;
        DisruptionBudget? first = null;
        foreach (var budget in Budgets)
        {
            if (!budget.Covers(the)) continue;
            if (budget.Allowed <= 0) return $"disruption budget {budget.Namespace}/{budget.Name} allows none to go";
            if (first is not null) return $"disruption budgets {first.Name} and {budget.Name} both count it, which the Eviction API refuses";
            first = budget;
        }
        return null;
    }

    /// <summary>True when some pod shares GPUs.</summary>
    public bool SharesGpus => Pods.Any(pod => pod.Gpus > 0);

    /// <summary>The same snapshot, judged otherwise.</summary>
    public PodProblem With(PodObjective objective) => new(Name, Resources, Nodes, Pods, Budgets, Quotas, objective, Origin, Limits) { Notes = Notes };

    /// <summary>The same cluster with limits of moves.</summary>
    public PodProblem With(MoveLimits? limits) => new(Name, Resources, Nodes, Pods, Budgets, Quotas, Objective, Origin, limits) { Notes = Notes };

    /// <summary>The same cluster with other pods.</summary>
    public PodProblem With(ImmutableArray<ClusterPod> pods) => new(Name, Resources, Nodes, pods, Budgets, Quotas, Objective, Origin, Limits) { Notes = Notes };

    private void Expect(string who, ImmutableArray<long> amounts)
    {
        if (amounts.Length != Resources.Length) throw new RotaException($"{Name}: {who} has {amounts.Length} amounts, expected {Resources.Length}");
        for (var r = 0; r < amounts.Length; r++)
            if (amounts[r] < 0 || amounts[r] > Unlimited) throw new RotaException($"{Name}: {who} has {amounts[r]} of {Resources[r]}, expected 0 to {Unlimited}");
    }
}

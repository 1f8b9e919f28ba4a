namespace Rota.Cluster.Pods;

/// <summary>Whether a node takes a pod at all, other pods left aside: size, labels, taints.</summary>
public static class NodeRules
{
    /// <summary>Why the node cannot host the pod even when it is empty, in words; null when it can.</summary>
    /// <param name="pod">The pod. Where it runs already, a cordon or a taint against new pods does not drive it out.</param>
    /// <param name="node">The node.</param>
    /// <param name="number">The node's number in the problem.</param>
    /// <param name="resources">Names of the resources.</param>
    public static string? Refusal(ClusterPod pod, ClusterNode node, int number, ReadOnlySpan<string> resources)
    {
        for (var r = 0; r < resources.Length; r++)
            if (pod.Request[r] > node.Capacity[r])
                return $"wants {ResourceNames.Amount(resources[r], pod.Request[r])} of {resources[r]}, the whole node has {ResourceNames.Amount(resources[r], node.Capacity[r])}";
        if (pod.Gpus > node.Gpus) return $"wants {pod.Gpus} GPUs, the node has {node.Gpus}";
        return number == pod.Node ? null : Rules(pod, node);
    }

    /// <summary>True when labels, taints and cordon let the pod on the node, whatever its size.</summary>
    public static bool Suits(ClusterPod pod, ClusterNode node) => Rules(pod, node) is null;

    private static string? Rules(ClusterPod pod, ClusterNode node)
    {
        var rules = pod.Rules;
        if (!rules.OnlyNodes.IsEmpty && !rules.OnlyNodes.Contains(node.Name)) return $"is bound to {string.Join(" or ", rules.OnlyNodes)}";
        if (node.Closed && !rules.Tolerations.Any(toleration => toleration.Covers(Cordon))) return "the node is cordoned or not ready";
        foreach (var spread in rules.Spread)
            if (!node.Labels.ContainsKey(spread.TopologyKey)) return $"spreads over {spread.TopologyKey}, a label that the node lacks";
        foreach (var taint in node.Taints)
            if (taint.Effect != TaintEffect.PreferNoSchedule && !rules.Tolerations.Any(toleration => toleration.Covers(taint))) return $"does not tolerate the taint {taint}";
        foreach (var requirement in rules.NodeSelector.Requirements)
            if (!requirement.Matches(node.Labels)) return $"selects nodes with {requirement}";
        if (!rules.NodeAffinity.IsEmpty && !rules.NodeAffinity.Any(term => term.Matches(node.Labels)))
            return $"its affinity wants a node with {string.Join(" or ", rules.NodeAffinity)}";
        return null;
    }

    private static NodeTaint Cordon { get; } = new("node.kubernetes.io/unschedulable", "", TaintEffect.NoSchedule);
}

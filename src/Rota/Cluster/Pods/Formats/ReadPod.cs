namespace Rota.Cluster.Pods.Formats;

/// <summary>A pod on its way from text to problem.</summary>
/// <param name="Pod">Everything but node and request.</param>
/// <param name="NodeName">The node's name as it stands in the text; null when it is pending.</param>
/// <param name="Request">What it asks for, by name.</param>
/// <param name="At">Where it stands.</param>
internal sealed record ReadPod(ClusterPod Pod, KubeValue? NodeName, ResourceAmounts Request, KubeValue At);

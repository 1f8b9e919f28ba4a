using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>Pods that are alike in everything a plan looks at: they can take each other's places.</summary>
/// <param name="Number">Its number in the problem.</param>
/// <param name="Members">Numbers of its pods, the running ones first.</param>
/// <param name="Nodes">Numbers of the nodes that take one of them as a newcomer; one that runs elsewhere may stay there.</param>
public sealed record PodGroup(int Number, ImmutableArray<int> Members, ImmutableArray<int> Nodes);

namespace Rota.Cluster.Pods;

/// <summary>A hard topology spread constraint: matching pods of the namespace are spread over the values of a node label.</summary>
/// <param name="MaxSkew">Most that two values may differ by, at least 1.</param>
/// <param name="TopologyKey">The node label.</param>
/// <param name="Selector">Which pods are counted.</param>
public sealed record SpreadRule(int MaxSkew, string TopologyKey, LabelSelector Selector);

using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>Most that the placed pods of a namespace may ask for together (ResourceQuota).</summary>
/// <param name="Namespace">Namespace.</param>
/// <param name="Name">Name.</param>
/// <param name="Most">The limit by resource of the problem; <see cref="PodProblem.Unlimited"/> for none.</param>
public sealed record NamespaceQuota(string Namespace, string Name, ImmutableArray<long> Most);

using System.CommandLine;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Formats;

namespace Rota.Cli.Planning.Cluster;

/// <summary>Pods on the nodes of a Kubernetes cluster.</summary>
internal sealed class ClusterDomain : FileDomain<PodProblem, ClusterReadOptions>
{
    private ClusterDomain() : base(ClusterFiles.Catalog, new("plain", [ResourceNames.Cpu, ResourceNames.Memory, ResourceNames.Pods], [], []), problem => new ClusterInstance(problem))
    {
    }

    public static ClusterDomain Instance { get; } = new();

    public override string Name => "cluster";

    public override string Title => "Pods on the nodes of a Kubernetes cluster";

    public override IReadOnlyList<string> Solvers { get; } = [.. ClusterInstance.Catalog.Select(solver => solver.Name)];

    public override string DefaultSolver => "tiers";

    public override IReadOnlyList<string> Contenders { get; } = ["default", "best-fit", "repair", "tiers"];

    public override IReadOnlyList<string> Objectives { get; } = [ClusterInstance.PlacementFirst, ClusterInstance.TierByTier];

    public override IEnumerable<Command> Generators(Terminal terminal) => [ClusterGeneration.Command(terminal)];
}

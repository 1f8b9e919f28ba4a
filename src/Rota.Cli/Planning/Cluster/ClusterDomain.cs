using System.Collections.Immutable;
using System.CommandLine;
using Rota.Cluster.Pods.Formats;
using Rota.Formats;

namespace Rota.Cli.Planning.Cluster;

/// <summary>Pods on the nodes of a Kubernetes cluster.</summary>
internal sealed class ClusterDomain : IPlanDomain
{
    private ClusterDomain()
    {
    }

    public static ClusterDomain Instance { get; } = new();

    public string Name => "cluster";

    public string Title => "Pods on the nodes of a Kubernetes cluster";

    public IReadOnlyList<string> Solvers { get; } = [.. ClusterInstance.Catalog.Select(solver => solver.Name)];

    public string DefaultSolver => "tiers";

    public IReadOnlyList<string> Contenders { get; } = ["default", "best-fit", "repair", "tiers"];

    public IReadOnlyList<string> Objectives { get; } = [ClusterInstance.PlacementFirst, ClusterInstance.TierByTier];

    public bool CanBeInfeasible => false;

    public IReadOnlyList<PlanFormat> Formats { get; } = [.. ClusterFormats.All.Select(format => new PlanFormat(format.Name, format.Description, format is not KubernetesYamlFormat))];

    public IReadOnlyList<string> Names => [];

    public IPlanInstance? Named(string name) => null;

    public FormatFit Fit(TextInput input, PlanReading reading) => ClusterFiles.Catalog.Fit(input, Options(reading));

    public ImmutableArray<IPlanInstance> Read(TextInput input, PlanReading reading) =>
        [.. ClusterFiles.Read(input, Options(reading)).Select(problem => new ClusterInstance(problem))];

    public IEnumerable<Command> Generators(Terminal terminal) => [ClusterGeneration.Command(terminal)];

    private static ClusterReadOptions Options(PlanReading reading) => new() { FormatName = reading.Format, InstanceName = reading.Instance };
}

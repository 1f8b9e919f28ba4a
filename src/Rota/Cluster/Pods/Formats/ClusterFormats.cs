using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>The catalog of cluster formats. Adding one: a new file and a line here. Where a faulty text has the shape of several, the first is taken.</summary>
public static class ClusterFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<IInstanceFormat<PodProblem, ClusterReadOptions>> All { get; } = [new KubernetesJsonFormat(), new KubernetesYamlFormat(), new PackingJsonFormat()];
}

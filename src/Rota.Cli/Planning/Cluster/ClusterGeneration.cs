using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cluster.Pods.Formats;
using Rota.Cluster.Pods.Generators;

namespace Rota.Cli.Planning.Cluster;

/// <summary>What generate makes of clusters: ReplicaSets on equal nodes, settled by the default scheduler's twin.</summary>
internal static class ClusterGeneration
{
    public static Command Command(Terminal terminal)
    {
        var usual = new PodGeneratorOptions();
        var nodes = TypedOption.Number("--nodes", $"number of nodes (default {usual.Nodes})", 1, 100_000);
        var pods = TypedOption.Number("--pods-per-node", $"pods a node (default {usual.PodsPerNode})", 1, 1000);
        var priorities = TypedOption.Number("--priorities", $"number of priorities (default {usual.Priorities})", 1, 1000);
        var load = TypedOption.Real("--load", $"what all pods ask for over what all nodes have (default {usual.Load})", 0.01, 100);
        var replicas = TypedOption.Number("--max-replicas", $"most replicas of a ReplicaSet (default {usual.MostReplicas})", 1, 10_000);
        var pending = TypedOption.Flag("--pending", "leave every pod pending instead of letting the default scheduler place them first");
        var seed = TypedOption.Number("--seed", "the same seed makes the same cluster (default 1)", 0, long.MaxValue);
        var command = new Command("cluster", "a random cluster as the default scheduler leaves it; from a load of 1 on some pods stay pending (Christensen et al. 2025)")
        {
            nodes, pods, priorities, load, replicas, pending, seed,
        };
        var writing = new InstanceWriting(command, ClusterDomain.Instance, ClusterFormats.All[0].Name);
        command.SetAction(parse => writing.Write(terminal, parse, () => PodGenerator.Create(usual with
        {
            Nodes = (int)(parse.GetValue(nodes) ?? usual.Nodes),
            PodsPerNode = (int)(parse.GetValue(pods) ?? usual.PodsPerNode),
            Priorities = (int)(parse.GetValue(priorities) ?? usual.Priorities),
            Load = parse.GetValue(load) ?? usual.Load,
            MostReplicas = (int)(parse.GetValue(replicas) ?? usual.MostReplicas),
            Settled = !parse.GetValue(pending),
            Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
        }), ClusterFiles.Write, ClusterInstance.WordsOf));
        return command;
    }
}

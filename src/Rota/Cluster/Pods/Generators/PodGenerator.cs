using System.Collections.Immutable;
using Rota.Cluster.Pods.Simulation;
using Rota.Randomness;

namespace Rota.Cluster.Pods.Generators;

/// <summary>Random clusters: ReplicaSets with 100m to 1 of CPU and 100 MB to 1 GB of memory a pod, equal nodes as large as the load asks for.</summary>
public static class PodGenerator
{
    /// <summary>Makes a cluster.</summary>
    /// <exception cref="RotaException">An option out of range.</exception>
    public static PodProblem Create(PodGeneratorOptions options)
    {
        if (options.Nodes < 1 || options.PodsPerNode < 1 || options.Priorities < 1 || options.MostReplicas < 1 || !(options.Load > 0))
            throw new RotaException("a cluster needs at least one node, pod, priority and replica, and a load above 0");
        var random = new RandomStream(options.Seed).Split("pods");
        var wanted = options.Nodes * options.PodsPerNode;
        var sets = new List<int[]>();
        var pods = ImmutableArray.CreateBuilder<ClusterPod>(wanted);
        while (pods.Count < wanted)
        {
            ImmutableArray<long> request = [random.Next(100, 1000), random.Next(100_000_000, 1_000_000_000)];
            var (priority, size) = (random.Next(1, options.Priorities), Math.Min(random.Next(1, options.MostReplicas), wanted - pods.Count));
            sets.Add([.. Enumerable.Range(pods.Count, size)]);
            for (var i = 0; i < size; i++)
                pods.Add(new($"{sets.Count}-{i}", "default", $"rs{sets.Count}-{i}", request) { Priority = priority, Owner = $"ReplicaSet rs{sets.Count}" });
        }
        long Capacity(int r) => Math.Max(pods.Max(pod => pod.Request[r]), (long)Math.Ceiling(Math.Ceiling(pods.Sum(pod => (double)pod.Request[r]) / options.Load) / options.Nodes));
        ImmutableArray<long> capacity = [Capacity(0), Capacity(1)];
        var problem = new PodProblem(
            $"cluster-{options.Nodes}x{options.PodsPerNode}-{options.Seed}", [ResourceNames.Cpu, ResourceNames.Memory],
            [.. Enumerable.Range(1, options.Nodes).Select(n => new ClusterNode($"node-{n}", capacity))], pods.MoveToImmutable());
        if (!options.Settled) return problem;
        var state = new ClusterState(problem);
        var scheduler = new DefaultScheduler(state, options.Seed);
        foreach (var set in sets) scheduler.Arrive(set);
        return problem.With([.. problem.Pods.Select((pod, p) => pod with { Node = state.NodeOf[p] })]);
    }
}

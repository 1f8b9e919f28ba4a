using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Simulation;

namespace Rota.Studies.Cluster;

/// <summary>An instance of the source's evaluation: equal nodes, ReplicaSets in order of creation.</summary>
/// <param name="Seed">The source's seed.</param>
/// <param name="Nodes">Number of nodes.</param>
/// <param name="Load">Target load: "0.90".</param>
/// <param name="Priorities">Number of priorities.</param>
/// <param name="Problem">All pods pending.</param>
/// <param name="Sets">Numbers of the pods of each ReplicaSet.</param>
public sealed record PackingInstance(ulong Seed, int Nodes, string Load, int Priorities, PodProblem Problem, ImmutableArray<ImmutableArray<int>> Sets)
{
    /// <summary>Where the instances lie in the shared data.</summary>
    public const string File = "cluster/podpack/instances.jsonl.gz";

    /// <summary>Pods of the instance.</summary>
    public int Pods => Problem.Pods.Length;

    /// <summary>Reads every instance with this number of priorities; null when the data is absent.</summary>
    public static ImmutableArray<PackingInstance>? Read(int priorities)
    {
        if (StudyData.Find(File) is not { } path) return null;
        using var stream = new GZipStream(System.IO.File.OpenRead(path), CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        var instances = ImmutableArray.CreateBuilder<PackingInstance>();
        while (reader.ReadLine() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            foreach (var capacity in document.RootElement.GetProperty("nodeCap").EnumerateObject())
            {
                var parts = capacity.Name.Split('@');
                instances.Add(Make(document.RootElement, int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1], capacity.Value, priorities));
            }
        }
        return instances.DrainToImmutable();
    }

    /// <summary>The cluster after the default scheduler has done what it can: ReplicaSets come one after another.</summary>
    public PodProblem Settle(ulong seed, DefaultSchedulerOptions? options = null)
    {
        var state = new ClusterState(Problem);
        var scheduler = new DefaultScheduler(state, seed, options);
        foreach (var set in Sets) scheduler.Arrive(set.AsSpan());
        return Problem.With([.. Problem.Pods.Select((pod, p) => pod with { Node = state.NodeOf[p] })]);
    }

    private static PackingInstance Make(JsonElement line, int nodes, string load, JsonElement capacity, int priorities)
    {
        var name = $"{line.GetProperty("seed").GetUInt64()}-{line.GetProperty("pods").GetInt32()}-{nodes}@{load}-k{priorities}";
        ImmutableArray<long> most = [capacity[0].GetInt64(), capacity[1].GetInt64()];
        var ranks = line.GetProperty("prio").GetProperty(priorities.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (pods, sets) = (ImmutableArray.CreateBuilder<ClusterPod>(), ImmutableArray.CreateBuilder<ImmutableArray<int>>());
        foreach (var set in line.GetProperty("rs").EnumerateArray())
        {
            var members = ImmutableArray.CreateBuilder<int>();
            ImmutableArray<long> request = [set[1].GetInt64(), set[2].GetInt64()];
            for (var i = 0; i < set[0].GetInt32(); i++)
            {
                members.Add(pods.Count);
                pods.Add(new($"{sets.Count}-{i}", "", $"rs{sets.Count}-{i}", request) { Priority = ranks[sets.Count].GetInt32(), Owner = $"ReplicaSet rs{sets.Count}" });
            }
            sets.Add(members.DrainToImmutable());
        }
        var problem = new PodProblem(
            name, [ResourceNames.Cpu, ResourceNames.Memory], [.. Enumerable.Range(1, nodes).Select(n => new ClusterNode($"node-{n:D2}", most))], pods.DrainToImmutable(),
            objective: PodObjective.TierByTier);
        return new(line.GetProperty("seed").GetUInt64(), nodes, load, priorities, problem, sets.DrainToImmutable());
    }
}

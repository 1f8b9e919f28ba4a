using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Cluster.Pods;

/// <summary>The answer: where every pod is to be.</summary>
/// <param name="Nodes">For each pod the number of its node, -1 when it has none.</param>
public sealed record PodPlan(ImmutableArray<int> Nodes)
{
    /// <summary>For each pod its numbers among the node's shared GPUs; empty where no pod shares.</summary>
    public ImmutableArray<ImmutableArray<int>> Devices { get; init; } = [];

    /// <summary>Everything stays as it is.</summary>
    public static PodPlan Unchanged(PodProblem problem) => new([.. problem.Pods.Select(pod => pod.Node)])
    {
        Devices = problem.SharesGpus ? [.. problem.Pods.Select(pod => pod.Devices)] : [],
    };

    /// <summary>What becomes of a pod.</summary>
    public PodFate FateOf(PodProblem problem, int pod) => (problem.Pods[pod].Node, Nodes[pod]) switch
    {
        (-1, -1) => PodFate.Pending,
        (-1, _) => PodFate.Placed,
        (_, -1) => PodFate.Evicted,
        var (from, to) => from == to ? PodFate.Stays : PodFate.Moved,
    };

    /// <summary>Pods by what becomes of them.</summary>
    public IEnumerable<int> With(PodProblem problem, PodFate fate) => Enumerable.Range(0, Nodes.Length).Where(pod => FateOf(problem, pod) == fate);

    /// <summary>
    /// Nodes as lanes filled with pods, for display and export: two a node, processing and memory, on an axis of what is taken of it in tenths of a percent. What is left at the end of
    /// one lane and not of the other is a fragment that no pod can use.
    /// </summary>
    public Schedule ToSchedule(PodProblem problem)
    {
        var blocks = new List<Block>();
        var filled = new double[problem.Nodes.Length * 2];
        foreach (var pod in Enumerable.Range(0, Nodes.Length).OrderBy(pod => problem.Rank[pod]))
        {
            if (Nodes[pod] is var node && node < 0) continue;
            for (var r = 0; r < 2; r++)
            {
                if (problem.Nodes[node].Capacity[r] is var capacity && capacity <= 0) continue;
                var lane = (2 * node) + r;
                var start = (long)Math.Round(filled[lane]);
                filled[lane] += 1000.0 * problem.Pods[pod].Request[r] / capacity;
                if ((long)Math.Round(filled[lane]) is var end && end > start) blocks.Add(new Block(lane, pod, r, start, end));
            }
        }
        return new(
            problem.Name, "tenths of a percent of the node", [.. problem.Nodes.SelectMany(node => (Resource[])[new(node.Name + " cpu"), new(node.Name + " memory")])], [.. problem.Pods.Select(pod => pod.FullName)], [.. blocks]);
    }

    /// <summary>The larger of the shares of processing and memory that a pod takes of a node.</summary>
    internal static double Share(PodProblem problem, int pod, int node)
    {
        var share = 0.0;
        for (var r = 0; r < 2; r++)
            if (problem.Nodes[node].Capacity[r] is var capacity && capacity > 0) share = Math.Max(share, (double)problem.Pods[pod].Request[r] / capacity);
        return share;
    }
}

namespace Rota.Cluster.Pods.Policies;

/// <summary>The catalog of node scores. Adding one: a new file and a line here.</summary>
public static class NodeScores
{
    /// <summary>All scores, by the name the command line takes.</summary>
    public static IReadOnlyList<NodeScore> All { get; } = [new FirstFit(), new BestFit(), new DotProduct(), new LeastAllocated(), new MostAllocated()];
}

using Rota.Cluster.Pods;

namespace Rota.Studies.Cluster;

/// <summary>Runs contenders on the same settled clusters, cell by cell.</summary>
public static class PackingBench
{
    /// <summary>Priorities of the study: those of the article's headline.</summary>
    public const int Priorities = 4;

    /// <summary>The first seeds of every cell, settled by the default scheduler, where it leaves pods pending.</summary>
    public static IEnumerable<(PackingInstance Instance, PodProblem Settled)> Calls(IReadOnlyList<PackingInstance> instances, int seeds)
    {
        foreach (var cell in instances.GroupBy(instance => (instance.Nodes, instance.Pods, instance.Load)).OrderBy(cell => cell.Key.Nodes).ThenBy(cell => cell.Key.Pods).ThenBy(cell => cell.Key.Load, StringComparer.Ordinal))
            foreach (var instance in cell.Take(seeds))
                if (instance.Settle(1) is var settled && settled.Pods.Any(pod => pod.Node < 0)) yield return (instance, settled);
    }

    /// <summary>Measures; contenders take turns on each instance, so that they meet the same machine.</summary>
    public static List<PackingOutcome> Run(IReadOnlyList<PackingInstance> instances, int seeds, double seconds, IReadOnlyList<PackingContender> contenders, TextWriter? progress, CancellationToken cancellation)
    {
        var outcomes = new List<PackingOutcome>();
        var cell = "";
        foreach (var (instance, settled) in Calls(instances, seeds))
        {
            if (cancellation.IsCancellationRequested) break;
            if (cell != Cell(instance)) progress?.WriteLine($"{cell = Cell(instance)} at {seconds} s");
            foreach (var contender in contenders) outcomes.Add(PackingOutcome.Of(instance, settled, contender, seconds, cancellation));
        }
        return outcomes;
    }

    /// <summary>The cell of an instance in words: "8 nodes x 4 at 0.95".</summary>
    public static string Cell(PackingInstance instance) => $"{instance.Nodes} nodes x {instance.Pods / instance.Nodes} at {instance.Load}";
}

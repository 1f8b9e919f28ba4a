using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Replay;

/// <summary>
/// Fragmentation gradient descent (Weng et al., ATC 2023): where the idle GPUs that typical pods cannot use grow least. The score is a whole number, so that most nodes tie: the tie rule
/// decides the outcome, see <see cref="FgdTies"/>.
/// </summary>
/// <param name="ties">What decides among equal scores.</param>
public sealed class Fgd(FgdTies ties = FgdTies.Name) : GpuPolicy
{
    private const double Covered = 0.95;

    private ImmutableArray<Typical> typical = [];

    private readonly record struct Typical(GpuPod Pod, double Share);

    /// <inheritdoc/>
    public override string Name => ties switch { FgdTies.BestFit => "fgd-best-fit", FgdTies.Exact => "fgd-exact", _ => "fgd" };

    /// <inheritdoc/>
    public override string Description => ties switch
    {
        FgdTies.BestFit => "fragmentation gradient descent in whole percent, ties by best fit",
        FgdTies.Exact => "fragmentation gradient descent without rounding",
        _ => "fragmentation gradient descent in whole percent, ties by name",
    };

    /// <summary>Number of kinds of pods that count as typical.</summary>
    public int Kinds => typical.Length;

    /// <inheritdoc/>
    public override GpuPolicy For(IReadOnlyList<GpuPod> trace)
    {
        var groups = trace.GroupBy(pod => (pod.Cpu, pod.Gpus, pod.Milli, Models: string.Join('|', pod.Models))).Select(group => (Pod: group.First(), Count: group.Count()))
            .OrderByDescending(group => group.Count).ThenByDescending(group => group.Pod.Cpu).ThenByDescending(group => group.Pod.Milli).ThenByDescending(group => group.Pod.Gpus)
            .ThenByDescending(group => string.Join('|', group.Pod.Models), StringComparer.Ordinal);
        var (taken, count) = (new List<(GpuPod Pod, int Count)>(), 0);
        foreach (var group in groups)
        {
            if (count >= Covered * trace.Count) break;
            taken.Add(group);
            count += group.Count;
        }
        return new Fgd(ties) { typical = [.. taken.Select(group => new Typical(group.Pod, (double)group.Count / count))] };
    }

    /// <inheritdoc/>
    public override (double Score, int Device) Score(GpuCluster cluster, GpuPod pod, int node)
    {
        var (gpus, model) = (cluster.Gpus(node).ToArray(), cluster.Nodes[node].Model);
        var before = Fragment(gpus, cluster.Cpu(node), model);
        var (best, device) = (double.MinValue, 0);
        if (pod is { Gpus: 1, Milli: < 1000 })
        {
            for (var g = 0; g < gpus.Length; g++)
            {
                if (gpus[g] < pod.Milli) continue;
                gpus[g] -= pod.Milli;
                var score = Rated(before - Fragment(gpus, cluster.Cpu(node) - pod.Cpu, model));
                gpus[g] += pod.Milli;
                if (score > best) (best, device) = (score, g);
            }
        }
        else
        {
            for (var (g, left) = (0, pod.Gpus); left > 0; g++)
            {
                if (gpus[g] < pod.Milli) continue;
                gpus[g] -= pod.Milli;
                left--;
            }
            best = Rated(before - Fragment(gpus, cluster.Cpu(node) - pod.Cpu, model));
        }
        return (ties == FgdTies.BestFit ? best + (0.5 * GpuBestFit.Exact(cluster, pod, node)) : best, device);
    }

    /// <summary>Idle thousandths of a node's GPUs that typical pods cannot use, by how often each occurs.</summary>
    internal double Fragment(ReadOnlySpan<int> gpus, int cpu, string model)
    {
        var idle = 0;
        foreach (var free in gpus) idle += free;
        if (idle == 0) return 0;
        var sum = 0.0;
        foreach (var (pod, share) in typical)
        {
            var (fitting, small) = (0, 0);
            if (pod.Gpus > 0 && cpu >= pod.Cpu && pod.Takes(model))
                foreach (var free in gpus)
                {
                    if (free >= pod.Milli) fitting++;
                    else small += free;
                }
            sum += share * (pod.Gpus > 0 && fitting >= pod.Gpus ? small : idle);
        }
        return sum;
    }

    private double Rated(double gain)
    {
        var score = 100 / (1 + Math.Exp(-gain / 1000));
        return ties == FgdTies.Exact ? score : Math.Floor(score);
    }
}

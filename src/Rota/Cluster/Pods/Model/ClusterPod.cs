using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>A pod: running on a node, or pending.</summary>
/// <param name="Uid">Its identity, unique.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name, unique in the namespace.</param>
/// <param name="Request">What it asks for, by resource of the problem.</param>
public sealed record ClusterPod(string Uid, string Namespace, string Name, ImmutableArray<long> Request)
{
    /// <summary>Higher is more important. Default 0.</summary>
    public int Priority { get; init; }

    /// <summary>Number of the node it runs on; -1 when it is pending.</summary>
    public int Node { get; init; } = -1;

    /// <summary>Why it must not be moved or evicted, in words; null when it may.</summary>
    public string? Held { get; init; }

    /// <summary>Why it is not ours to place while it is pending (a gate, another scheduler), in words; null when it is.</summary>
    public string? Waiting { get; init; }

    /// <summary>Its labels.</summary>
    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where it may go.</summary>
    public PodRules Rules { get; init; } = PodRules.None;

    /// <summary>What re-creates it: "ReplicaSet web-5d4"; empty for nothing.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Does not preempt others, whatever its priority.</summary>
    public bool NeverPreempts { get; init; }

    /// <summary>When it started, seconds since 1970; 0 when unknown. Preemption prefers young victims.</summary>
    public long Started { get; init; }

    /// <summary>Shared GPUs it wants, each as many thousandths as <see cref="GpuMilli"/>.</summary>
    public int Gpus { get; init; }

    /// <summary>Thousandths of each of its GPUs, 1000 for whole ones.</summary>
    public int GpuMilli { get; init; }

    /// <summary>Its numbers among the node's shared GPUs, while it runs.</summary>
    public ImmutableArray<int> Devices { get; init; } = [];

    /// <summary>Name with namespace.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}

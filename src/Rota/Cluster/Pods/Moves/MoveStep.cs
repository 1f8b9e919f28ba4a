namespace Rota.Cluster.Pods.Moves;

/// <summary>What a step of a journal does.</summary>
public enum MoveAction
{
    /// <summary>The pod leaves its node through the Eviction API.</summary>
    Evict,

    /// <summary>The pod, or its owner's replacement for it, is bound to a node.</summary>
    Bind,
}

/// <summary>One step of a journal.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Pod">Number of the pod.</param>
/// <param name="Node">The node it leaves or is bound to.</param>
/// <param name="Parked">An eviction whose pod is bound later, since its place is not free yet: it breaks a circle.</param>
public readonly record struct MoveStep(MoveAction Action, int Pod, int Node, bool Parked);

namespace Rota.Cluster.Pods.Replay;

/// <summary>What decides among nodes of equal fragmentation score.</summary>
public enum FgdTies
{
    /// <summary>The first name, as the authors patched the scheduler.</summary>
    Name,

    /// <summary>The least left over, exactly; then the first name. Does not depend on how nodes are called.</summary>
    BestFit,

    /// <summary>Scores are not rounded, so that ties are rare; then the first name.</summary>
    Exact,
}

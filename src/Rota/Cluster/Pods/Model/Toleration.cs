namespace Rota.Cluster.Pods;

/// <summary>A taint that a pod does not mind.</summary>
/// <param name="Key">Key of the taint; empty for every key.</param>
/// <param name="Value">Value of the taint; null for every value.</param>
/// <param name="Effect">Effect of the taint; null for every effect.</param>
public readonly record struct Toleration(string Key, string? Value, TaintEffect? Effect)
{
    /// <summary>True when it covers the taint.</summary>
    public bool Covers(NodeTaint taint) =>
        (Key.Length == 0 || Key == taint.Key) && (Value is null || Value == taint.Value) && (Effect is null || Effect == taint.Effect);
}

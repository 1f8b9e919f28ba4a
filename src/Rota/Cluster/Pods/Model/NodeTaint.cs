namespace Rota.Cluster.Pods;

/// <summary>A mark on a node that keeps pods away.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value, may be empty.</param>
/// <param name="Effect">What it does.</param>
public readonly record struct NodeTaint(string Key, string Value, TaintEffect Effect)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key}{(Value.Length > 0 ? "=" + Value : "")}:{Effect}";
}

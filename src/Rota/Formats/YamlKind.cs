namespace Rota.Formats;

/// <summary>What a YAML node is.</summary>
public enum YamlKind
{
    /// <summary>Nothing, <c>~</c> or <c>null</c>.</summary>
    Null,

    /// <summary>One word, number or text.</summary>
    Scalar,

    /// <summary>A sequence.</summary>
    List,

    /// <summary>A mapping of names to values.</summary>
    Map,
}

namespace Rota.Cluster.Pods;

/// <summary>How a requirement compares a label.</summary>
public enum LabelOperator
{
    /// <summary>The label is there and has one of the values.</summary>
    In,

    /// <summary>The label is absent or has none of the values.</summary>
    NotIn,

    /// <summary>The label is there.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,

    /// <summary>The label is a whole number above the value.</summary>
    Gt,

    /// <summary>The label is a whole number below the value.</summary>
    Lt,
}

namespace Rota.Cluster.Pods.Formats;

/// <summary>What a scalar of a Kubernetes object is: the API server refuses a number where a text belongs.</summary>
internal enum KubeScalar
{
    /// <summary>None: null, an object or a list.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Truth,
}

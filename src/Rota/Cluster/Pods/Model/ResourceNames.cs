using System.Globalization;

namespace Rota.Cluster.Pods;

/// <summary>The resources every cluster has, and how amounts are written.</summary>
public static class ResourceNames
{
    /// <summary>Processing, in thousandths of a core.</summary>
    public const string Cpu = "cpu";

    /// <summary>Memory, in bytes.</summary>
    public const string Memory = "memory";

    /// <summary>Places for pods.</summary>
    public const string Pods = "pods";

    /// <summary>An amount as Kubernetes writes it.</summary>
    public static string Amount(string resource, long amount) => resource switch
    {
        _ when amount >= PodProblem.Unlimited => "any amount",
        Cpu => Quantity.OfMilli(amount),
        Memory or "ephemeral-storage" => Quantity.OfBytes(amount),
        _ when resource.StartsWith("hugepages-", StringComparison.Ordinal) => Quantity.OfBytes(amount),
        _ => amount.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>True when amounts of it are bytes.</summary>
    public static bool IsBytes(string resource) => resource is Memory or "ephemeral-storage" || resource.StartsWith("hugepages-", StringComparison.Ordinal);
}

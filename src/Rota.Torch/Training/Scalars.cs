using System.Collections.Concurrent;
using TorchSharp;

namespace Rota.Torch.Training;

/// <summary>
/// Numbers for libtorch that stay alive. A number written in place becomes a temporary object whose finaliser may free it while libtorch still reads it: after
/// some hundreds of thousands of calls one of them fails ("Expected false to be true") or, worse, computes with another number. Few distinct numbers are used, so all are kept.
/// </summary>
internal static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();

    /// <summary>1.</summary>
    public static Scalar One { get; } = Of(1);

    /// <summary>A number, kept.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, number => number);
}

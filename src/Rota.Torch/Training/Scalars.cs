using System.Collections.Concurrent;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rota.Torch.Training;

/// <summary>
/// Numbers for libtorch that stay alive. A number written in place becomes a temporary object whose finaliser may free it while libtorch still reads it: after
/// some hundreds of thousands of calls one of them fails ("Expected false to be true") or, worse, computes with another number. Few distinct numbers are used, so all are kept.
/// The operators + and - between tensors make such a number, too (they are x + 1 y and x - 1 y): here is their like without one.
/// </summary>
internal static class Scalars
{
    private static readonly ConcurrentDictionary<double, Scalar> Kept = new();
    private static readonly Scalar MinusOne = Of(-1);

    /// <summary>1.</summary>
    public static Scalar One { get; } = Of(1);

    /// <summary>a + b.</summary>
    public static Tensor Plus(this Tensor a, Tensor b) => a.add(b, One);

    /// <summary>a - b.</summary>
    public static Tensor Minus(this Tensor a, Tensor b) => a.add(b, MinusOne);

    /// <summary>A number, kept.</summary>
    public static Scalar Of(double value) => Kept.GetOrAdd(value, number => number);
}

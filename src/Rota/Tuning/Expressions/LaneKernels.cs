using System.Numerics;
using System.Runtime.InteropServices;

namespace Rota.Tuning.Expressions;

/// <summary>The operators on spans of lanes. Bit for bit what <see cref="ExpressionArithmetic"/> computes.</summary>
internal static class LaneKernels
{
    private interface IKernel
    {
        static abstract Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c);
    }

    public static void Run(ExpressionOperator op, Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c)
    {
        switch (op)
        {
            case ExpressionOperator.Add: Binary<AddKernel>(op, target, a, b); break;
            case ExpressionOperator.Subtract: Binary<SubtractKernel>(op, target, a, b); break;
            case ExpressionOperator.Multiply: Binary<MultiplyKernel>(op, target, a, b); break;
            case ExpressionOperator.Divide: Binary<DivideKernel>(op, target, a, b); break;
            case ExpressionOperator.Min: Binary<MinKernel>(op, target, a, b); break;
            case ExpressionOperator.Max: Binary<MaxKernel>(op, target, a, b); break;
            case ExpressionOperator.Less: Binary<LessKernel>(op, target, a, b); break;
            case ExpressionOperator.AtMost: Binary<AtMostKernel>(op, target, a, b); break;
            case ExpressionOperator.Abs: Binary<AbsKernel>(op, target, a, a); break;
            case ExpressionOperator.Sqrt: Binary<SqrtKernel>(op, target, a, a); break;
            case ExpressionOperator.If: Ternary<IfKernel>(op, target, a, b, c); break;
            default:
                for (var i = 0; i < target.Length; i++) target[i] = ExpressionArithmetic.Apply(op, a[i], b.IsEmpty ? 0 : b[i]);
                break;
        }
    }

    /// <summary>Copies, and puts positive infinity for what is no number.</summary>
    public static void NumbersOnly(ReadOnlySpan<double> from, Span<double> to)
    {
        for (var i = 0; i < from.Length; i++) to[i] = double.IsNaN(from[i]) ? double.PositiveInfinity : from[i];
    }

    private static void Binary<T>(ExpressionOperator op, Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
        where T : struct, IKernel => Ternary<T>(op, target, a, b, b);

    private static void Ternary<T>(ExpressionOperator op, Span<double> target, ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c)
        where T : struct, IKernel
    {
        var targets = MemoryMarshal.Cast<double, Vector<double>>(target);
        var va = Vectors(a);
        var vb = Vectors(b);
        var vc = Vectors(c);
        for (var i = 0; i < targets.Length; i++) targets[i] = T.Of(va[i], vb[i], vc[i]);
        for (var i = targets.Length * Vector<double>.Count; i < target.Length; i++) target[i] = ExpressionArithmetic.Apply(op, a[i], b[i], c[i]);
    }

    private static ReadOnlySpan<Vector<double>> Vectors(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Vector<double>>(values);

    private static Vector<double> OneWhere(Vector<long> mask) => Vector.ConditionalSelect(mask, Vector<double>.One, Vector<double>.Zero);

    private readonly struct AddKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => a + b;
    }

    private readonly struct SubtractKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => a - b;
    }

    private readonly struct MultiplyKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => a * b;
    }

    private readonly struct DivideKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c)
        {
            var least = new Vector<double>(ExpressionArithmetic.LeastDivisor);
            var signed = Vector.ConditionalSelect(Vector.LessThan(b, Vector<double>.Zero), -least, least);
            return a / Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(b), least), signed, b);
        }
    }

    private readonly struct MinKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.ConditionalSelect(Vector.LessThan(a, b), a, b);
    }

    private readonly struct MaxKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.ConditionalSelect(Vector.GreaterThan(a, b), a, b);
    }

    private readonly struct LessKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => OneWhere(Vector.LessThan(a, b));
    }

    private readonly struct AtMostKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => OneWhere(Vector.LessThanOrEqual(a, b));
    }

    private readonly struct AbsKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.Abs(a);
    }

    private readonly struct SqrtKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) => Vector.SquareRoot(a);
    }

    private readonly struct IfKernel : IKernel
    {
        public static Vector<double> Of(Vector<double> a, Vector<double> b, Vector<double> c) =>
            Vector.ConditionalSelect(Vector.GreaterThan(a, Vector<double>.Zero), b, c);
    }
}

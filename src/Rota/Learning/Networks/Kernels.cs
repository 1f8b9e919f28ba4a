using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rota.Learning.Networks;

/// <summary>
/// The arithmetic of small networks on spans. Every sum runs in one fixed order, in lanes of eight that are emulated where the processor has none, and
/// no multiply-add is fused: linear, ReLU, segment and normalising layers give the same bits on every machine. Tanh, GELU and softmax call the
/// platform's exponential, whose last bit may differ between platforms.
/// </summary>
public static class Kernels
{
    private const int Lanes = 8;

    /// <summary>y = x W' + b for rows of x.</summary>
    /// <param name="x">Rows of inputs, [rows, in].</param>
    /// <param name="transposed">The weights transposed, [in, out]: see <see cref="Transpose"/>.</param>
    /// <param name="bias">[out], or empty for none.</param>
    /// <param name="y">Rows of outputs, [rows, out]; overwritten.</param>
    /// <param name="inputs">Width of an input row.</param>
    /// <param name="outputs">Width of an output row.</param>
    public static void Linear(ReadOnlySpan<float> x, ReadOnlySpan<float> transposed, ReadOnlySpan<float> bias, Span<float> y, int inputs, int outputs)
    {
        var rows = outputs == 0 ? 0 : y.Length / outputs;
        var r = 0;
        if (outputs >= 2 * Lanes)
            for (; r < rows - 3; r += 4) LinearFour(x.Slice(r * inputs, 4 * inputs), transposed, bias, y.Slice(r * outputs, 4 * outputs), inputs, outputs);
        for (; r < rows; r++) LinearRow(x.Slice(r * inputs, inputs), transposed, bias, y.Slice(r * outputs, outputs));
    }

    /// <summary>[out, in] to [in, out].</summary>
    public static float[] Transpose(ReadOnlySpan<float> weights, int outputs, int inputs)
    {
        var transposed = new float[weights.Length];
        for (var o = 0; o < outputs; o++)
            for (var i = 0; i < inputs; i++)
                transposed[(i * outputs) + o] = weights[(o * inputs) + i];
        return transposed;
    }

    /// <summary>Adds b to a.</summary>
    public static void Add(Span<float> a, ReadOnlySpan<float> b)
    {
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes) (Vector256.Create<float>(a[i..]) + Vector256.Create<float>(b[i..])).CopyTo(a[i..]);
        for (; i < a.Length; i++) a[i] += b[i];
    }

    /// <summary>An activation, in place.</summary>
    public static void Activate(Activation activation, Span<float> x)
    {
        switch (activation)
        {
            case Activation.Relu:
                var at = 0;
                for (; at <= x.Length - Lanes; at += Lanes)
                {
                    var lanes = Vector256.Create<float>(x[at..]);
                    Vector256.ConditionalSelect(Vector256.GreaterThan(lanes, Vector256<float>.Zero), lanes, Vector256<float>.Zero).CopyTo(x[at..]);
                }
                for (; at < x.Length; at++) x[at] = x[at] > 0 ? x[at] : 0;
                break;
            case Activation.LeakyRelu:
                for (var i = 0; i < x.Length; i++) x[i] = x[i] > 0 ? x[i] : 0.01f * x[i];
                break;
            case Activation.Tanh:
                for (var i = 0; i < x.Length; i++) x[i] = MathF.Tanh(x[i]);
                break;
            case Activation.Gelu:
                for (var i = 0; i < x.Length; i++) x[i] = (float)(0.5 * x[i] * (1 + ErrorFunction(x[i] * 0.70710678118654752440)));
                break;
        }
    }

    /// <summary>Layer normalisation of each row, in place: to mean 0 and variance 1, then scaled and shifted.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="scale">[width].</param>
    /// <param name="shift">[width].</param>
    /// <param name="epsilon">Added to the variance.</param>
    public static void LayerNorm(Span<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, double epsilon = 1e-5)
    {
        var width = scale.Length;
        for (var first = 0; first < x.Length; first += width)
        {
            var row = x.Slice(first, width);
            double sum = 0, squares = 0;
            foreach (var value in row) sum += value;
            var mean = sum / width;
            foreach (var value in row) squares += (value - mean) * (value - mean);
            var factor = 1 / Math.Sqrt((squares / width) + epsilon);
            for (var i = 0; i < width; i++) row[i] = ((float)((row[i] - mean) * factor) * scale[i]) + shift[i];
        }
    }

    /// <summary>Softmax of one row, in place; negative infinity becomes 0, a row of nothing else becomes zeros.</summary>
    public static void Softmax(Span<float> row)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in row) largest = Math.Max(largest, value);
        if (float.IsNegativeInfinity(largest))
        {
            row.Clear();
            return;
        }
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = MathF.Exp(row[i] - largest);
            sum += row[i];
        }
        var factor = (float)(1 / sum);
        for (var i = 0; i < row.Length; i++) row[i] *= factor;
    }

    /// <summary>Four rows at once: each weight is read once for all of them, and each sum runs in the order of a row by itself.</summary>
    private static void LinearFour(ReadOnlySpan<float> x, ReadOnlySpan<float> transposed, ReadOnlySpan<float> bias, Span<float> y, int inputs, int outputs)
    {
        ref var input = ref MemoryMarshal.GetReference(x);
        ref var w = ref MemoryMarshal.GetReference(transposed);
        ref var target = ref MemoryMarshal.GetReference(y);
        var (second, third, fourth) = ((nuint)inputs, (nuint)(2 * inputs), (nuint)(3 * inputs));
        var o = 0;
        for (; o <= outputs - (2 * Lanes); o += 2 * Lanes)
        {
            var a0 = bias.IsEmpty ? Vector256<float>.Zero : Vector256.Create<float>(bias[o..]);
            var b0 = bias.IsEmpty ? Vector256<float>.Zero : Vector256.Create<float>(bias[(o + Lanes)..]);
            var (a1, a2, a3, b1, b2, b3) = (a0, a0, a0, b0, b0, b0);
            for (nuint i = 0; i < second; i++)
            {
                var at = (i * (nuint)outputs) + (nuint)o;
                var left = Vector256.LoadUnsafe(ref w, at);
                var right = Vector256.LoadUnsafe(ref w, at + Lanes);
                var factor = Vector256.Create(Unsafe.Add(ref input, i));
                a0 += factor * left;
                b0 += factor * right;
                factor = Vector256.Create(Unsafe.Add(ref input, i + second));
                a1 += factor * left;
                b1 += factor * right;
                factor = Vector256.Create(Unsafe.Add(ref input, i + third));
                a2 += factor * left;
                b2 += factor * right;
                factor = Vector256.Create(Unsafe.Add(ref input, i + fourth));
                a3 += factor * left;
                b3 += factor * right;
            }
            a0.StoreUnsafe(ref target, (nuint)o);
            b0.StoreUnsafe(ref target, (nuint)(o + Lanes));
            a1.StoreUnsafe(ref target, (nuint)(outputs + o));
            b1.StoreUnsafe(ref target, (nuint)(outputs + o + Lanes));
            a2.StoreUnsafe(ref target, (nuint)((2 * outputs) + o));
            b2.StoreUnsafe(ref target, (nuint)((2 * outputs) + o + Lanes));
            a3.StoreUnsafe(ref target, (nuint)((3 * outputs) + o));
            b3.StoreUnsafe(ref target, (nuint)((3 * outputs) + o + Lanes));
        }
        if (o == outputs) return;
        for (var r = 0; r < 4; r++) LinearRow(x.Slice(r * inputs, inputs), transposed, bias, y.Slice(r * outputs, outputs), o);
    }

    /// <summary>One row, from an output on.</summary>
    private static void LinearRow(ReadOnlySpan<float> x, ReadOnlySpan<float> transposed, ReadOnlySpan<float> bias, Span<float> y, int o = 0)
    {
        var outputs = y.Length;
        if (bias.IsEmpty) y[o..].Clear();
        else bias[o..].CopyTo(y[o..]);
        ref var w = ref MemoryMarshal.GetReference(transposed);
        ref var target = ref MemoryMarshal.GetReference(y);
        // 32 outputs stay in four registers while the inputs go by.
        for (; o <= outputs - (4 * Lanes); o += 4 * Lanes)
        {
            var a = Vector256.LoadUnsafe(ref target, (nuint)o);
            var b = Vector256.LoadUnsafe(ref target, (nuint)(o + Lanes));
            var c = Vector256.LoadUnsafe(ref target, (nuint)(o + (2 * Lanes)));
            var d = Vector256.LoadUnsafe(ref target, (nuint)(o + (3 * Lanes)));
            for (var i = 0; i < x.Length; i++)
            {
                var factor = Vector256.Create(x[i]);
                var at = (nuint)((i * outputs) + o);
                a += factor * Vector256.LoadUnsafe(ref w, at);
                b += factor * Vector256.LoadUnsafe(ref w, at + Lanes);
                c += factor * Vector256.LoadUnsafe(ref w, at + (2 * Lanes));
                d += factor * Vector256.LoadUnsafe(ref w, at + (3 * Lanes));
            }
            a.StoreUnsafe(ref target, (nuint)o);
            b.StoreUnsafe(ref target, (nuint)(o + Lanes));
            c.StoreUnsafe(ref target, (nuint)(o + (2 * Lanes)));
            d.StoreUnsafe(ref target, (nuint)(o + (3 * Lanes)));
        }
        for (; o <= outputs - Lanes; o += Lanes)
        {
            var a = Vector256.LoadUnsafe(ref target, (nuint)o);
            for (var i = 0; i < x.Length; i++) a += Vector256.Create(x[i]) * Vector256.LoadUnsafe(ref w, (nuint)((i * outputs) + o));
            a.StoreUnsafe(ref target, (nuint)o);
        }
        if (outputs == 1)
        {
            y[0] += Dot(x, transposed);
            return;
        }
        for (; o < outputs; o++)
        {
            var sum = y[o];
            for (var i = 0; i < x.Length; i++) sum += x[i] * transposed[(i * outputs) + o];
            y[o] = sum;
        }
    }

    /// <summary>The inner product: eight partial sums, joined from the first to the last.</summary>
    internal static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sums = Vector256<float>.Zero;
        var i = 0;
        for (; i <= a.Length - Lanes; i += Lanes) sums += Vector256.Create<float>(a[i..]) * Vector256.Create<float>(b[i..]);
        var sum = 0f;
        for (var lane = 0; lane < Lanes; lane++) sum += sums.GetElement(lane);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    // Abramowitz and Stegun 7.1.26 is good to 1.5e-7 only; the series and the continued fraction reach double precision.
    private static double ErrorFunction(double x)
    {
        var z = Math.Abs(x);
        if (z > 6) return Math.Sign(x);
        if (z < 2.5)
        {
            double term = x, sum = x;
            for (var n = 1; n < 60 && Math.Abs(term) > 1e-17; n++)
            {
                term *= -x * x / n;
                sum += term / ((2 * n) + 1);
            }
            return 2 / Math.Sqrt(Math.PI) * sum;
        }
        var fraction = 0.0;
        for (var k = 60; k >= 1; k--) fraction = k / 2.0 / (z + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-z * z) / (Math.Sqrt(Math.PI) * (z + fraction))));
    }
}

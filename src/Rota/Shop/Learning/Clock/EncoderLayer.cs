using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Rota.Learning.Networks;

namespace Rota.Shop.Learning.Clock;

/// <summary>
/// A transformer encoder layer of width 8: normalised before attention of one head and before a feed-forward of 32, both with a residual. A row is one vector of
/// eight lanes.
/// </summary>
internal sealed class EncoderLayer(
    float[] inWeight, float[] inBias, float[] outWeight, float[] outBias, float[] upWeight, float[] upBias, float[] downWeight, float[] downBias,
    float[] scale1, float[] shift1, float[] scale2, float[] shift2)
{
    private const int D = 8, Hidden = 32;

    private static readonly float Shrink = 1 / MathF.Sqrt(D);

    // Transposed: the weights of one input lie side by side.
    private readonly float[] inward = Kernels.Transpose(inWeight, 3 * D, D), outward = Kernels.Transpose(outWeight, D, D);
    private readonly float[] up = Kernels.Transpose(upWeight, Hidden, D), down = Kernels.Transpose(downWeight, D, Hidden);
    private Vector256<float>[] queries = [], keys = [], values = [];
    private float[] scores = [];

    public void Run(ReadOnlySpan<float> x, Span<float> y, int rows, in Groups groups)
    {
        if (queries.Length < rows) (queries, keys, values, scores) = (new Vector256<float>[rows], new Vector256<float>[rows], new Vector256<float>[rows], new float[rows]);
        for (var r = 0; r < rows; r++)
        {
            var row = Normalise(Load(x, r), scale1, shift1);
            queries[r] = Linear(row, inward, inBias, 0, 3 * D);
            keys[r] = Linear(row, inward, inBias, D, 3 * D);
            values[r] = Linear(row, inward, inBias, 2 * D, 3 * D);
        }
        for (var r = 0; r < rows; r++)
        {
            var seen = Attend(r, groups.Of(r));
            var target = Load(x, r) + Linear(seen, outward, outBias, 0, D);
            target += FeedForward(Normalise(target, scale2, shift2));
            target.CopyTo(y[(r * D)..]);
        }
    }

    private static Vector256<float> Load(ReadOnlySpan<float> x, int row) => Vector256.Create(x.Slice(row * D, D));

    private Vector256<float> Attend(int from, ReadOnlySpan<int> visible)
    {
        if (visible.Length == 1) return values[visible[0]];
        var largest = float.NegativeInfinity;
        for (var i = 0; i < visible.Length; i++)
        {
            scores[i] = Vector256.Sum(queries[from] * keys[visible[i]]) * Shrink;
            largest = Math.Max(largest, scores[i]);
        }
        var (seen, total) = (Vector256<float>.Zero, 0f);
        for (var i = 0; i < visible.Length; i++)
        {
            var weight = MathF.Exp(scores[i] - largest);
            total += weight;
            seen += Vector256.Create(weight) * values[visible[i]];
        }
        return seen / total;
    }

    private Vector256<float> FeedForward(Vector256<float> row)
    {
        var sum = Vector256.Create(downBias.AsSpan());
        for (var block = 0; block < Hidden; block += D)
        {
            var hidden = Vector256.Max(Vector256<float>.Zero, Linear(row, up, upBias, block, Hidden));
            for (var i = 0; i < D; i++) sum += Vector256.Create(hidden.GetElement(i)) * Vector256.Create(down.AsSpan((block + i) * D, D));
        }
        return sum;
    }

    /// <summary>Eight outputs of a linear layer with eight inputs, from output <paramref name="first"/> on.</summary>
    internal static Vector256<float> Linear(Vector256<float> x, float[] transposed, float[] bias, int first, int outputs)
    {
        ref var weight = ref MemoryMarshal.GetArrayDataReference(transposed);
        var sum = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bias), (nuint)first);
        for (var i = 0; i < D; i++) sum += Vector256.Create(x.GetElement(i)) * Vector256.LoadUnsafe(ref weight, (nuint)((i * outputs) + first));
        return sum;
    }

    private static Vector256<float> Normalise(Vector256<float> x, float[] scale, float[] shift)
    {
        var centred = x - Vector256.Create(Vector256.Sum(x) / D);
        var factor = 1 / MathF.Sqrt((Vector256.Sum(centred * centred) / D) + 1e-5f);
        return (centred * Vector256.Create(factor) * Vector256.Create(scale.AsSpan())) + Vector256.Create(shift.AsSpan());
    }
}

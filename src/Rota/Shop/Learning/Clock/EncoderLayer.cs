namespace Rota.Shop.Learning.Clock;

/// <summary>A transformer encoder layer of width 8: normalised before attention of one head and before a feed-forward of 32, both with a residual.</summary>
internal sealed class EncoderLayer(
    float[] inWeight, float[] inBias, float[] outWeight, float[] outBias, float[] upWeight, float[] upBias, float[] downWeight, float[] downBias,
    float[] scale1, float[] shift1, float[] scale2, float[] shift2)
{
    private const int D = 8, Hidden = 32;

    private readonly float[] up = new float[Hidden];
    private float[] projected = [];
    private float[] scores = [];

    public void Run<TSight>(ReadOnlySpan<float> x, Span<float> y, int rows, TSight sight)
        where TSight : struct, ISight
    {
        if (projected.Length < rows * 3 * D) (projected, scores) = (new float[rows * 3 * D], new float[rows]);
        Span<float> row = stackalloc float[D];
        for (var r = 0; r < rows; r++)
        {
            Normalise(x.Slice(r * D, D), row, scale1, shift1);
            Linear(row, inWeight, inBias, projected.AsSpan(r * 3 * D, 3 * D));
        }
        Span<float> seen = stackalloc float[D];
        for (var r = 0; r < rows; r++)
        {
            Attend(r, rows, seen, sight);
            var target = y.Slice(r * D, D);
            Linear(seen, outWeight, outBias, target);
            for (var d = 0; d < D; d++) target[d] += x[(r * D) + d];
            Normalise(target, row, scale2, shift2);
            Linear(row, upWeight, upBias, up);
            for (var h = 0; h < Hidden; h++) up[h] = Math.Max(0, up[h]);
            Linear(up, downWeight, downBias, seen);
            for (var d = 0; d < D; d++) target[d] += seen[d];
        }
    }

    private void Attend<TSight>(int from, int rows, Span<float> seen, TSight sight)
        where TSight : struct, ISight
    {
        var query = projected.AsSpan(from * 3 * D, D);
        var largest = float.NegativeInfinity;
        for (var to = 0; to < rows; to++)
        {
            scores[to] = float.NegativeInfinity;
            if (!sight.Sees(from, to)) continue;
            var sum = 0f;
            for (var d = 0; d < D; d++) sum += query[d] * projected[(to * 3 * D) + D + d];
            scores[to] = sum / MathF.Sqrt(D);
            largest = Math.Max(largest, scores[to]);
        }
        seen.Clear();
        var total = 0f;
        for (var to = 0; to < rows; to++)
        {
            if (float.IsNegativeInfinity(scores[to])) continue;
            var weight = MathF.Exp(scores[to] - largest);
            total += weight;
            for (var d = 0; d < D; d++) seen[d] += weight * projected[(to * 3 * D) + (2 * D) + d];
        }
        for (var d = 0; d < D; d++) seen[d] /= total;
    }

    private static void Normalise(ReadOnlySpan<float> x, Span<float> y, float[] scale, float[] shift)
    {
        float mean = 0, variance = 0;
        for (var d = 0; d < D; d++) mean += x[d] / D;
        for (var d = 0; d < D; d++) variance += (x[d] - mean) * (x[d] - mean) / D;
        var factor = 1 / MathF.Sqrt(variance + 1e-5f);
        for (var d = 0; d < D; d++) y[d] = ((x[d] - mean) * factor * scale[d]) + shift[d];
    }

    private static void Linear(ReadOnlySpan<float> x, float[] weight, float[] bias, Span<float> y)
    {
        for (var o = 0; o < y.Length; o++)
        {
            var sum = bias[o];
            for (var i = 0; i < x.Length; i++) sum += weight[(o * x.Length) + i] * x[i];
            y[o] = sum;
        }
    }
}

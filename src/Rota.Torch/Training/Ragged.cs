using System.Runtime.InteropServices;
using Rota.Learning.Networks;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace Rota.Torch.Training;

/// <summary>Ragged rows on libtorch: segments by offsets, joined by index, padded only inside attention.</summary>
internal static class Ragged
{
    /// <summary>The score of what may not be chosen: its probability is exactly 0, and no NaN comes of it.</summary>
    public const float Never = -1e9f;

    /// <summary>Numbers as rows.</summary>
    public static Tensor Rows(ReadOnlySpan<float> numbers, int width) =>
        numbers.IsEmpty ? torch.zeros(0, width) : Numbers(numbers).view(-1, width);

    /// <summary>
    /// Numbers in memory of libtorch's own. A tensor made from an array lies in that array, wherever the runtime put it, and sums of vectors depend on how they
    /// are aligned: copied, the same numbers give the same bits in every run.
    /// </summary>
    public static Tensor Numbers(ReadOnlySpan<float> numbers) => torch.tensor(numbers.ToArray()).clone();

    public static Tensor Indices(ReadOnlySpan<int> indices)
    {
        var longs = new long[indices.Length];
        for (var i = 0; i < longs.Length; i++) longs[i] = indices[i];
        return torch.tensor(longs);
    }

    public static Tensor Illegal(ReadOnlySpan<bool> legal)
    {
        var illegal = new bool[legal.Length];
        for (var i = 0; i < illegal.Length; i++) illegal[i] = !legal[i];
        return torch.tensor(illegal);
    }

    /// <summary>The segment of every row.</summary>
    public static Tensor SegmentIds(ReadOnlySpan<int> offsets)
    {
        var ids = new long[offsets[^1]];
        for (var s = 0; s + 1 < offsets.Length; s++) ids.AsSpan(offsets[s], offsets[s + 1] - offsets[s]).Fill(s);
        return torch.tensor(ids);
    }

    /// <summary>Mean of each segment's rows; an empty one gives 0.</summary>
    public static Tensor Mean(Tensor rows, ReadOnlySpan<int> offsets)
    {
        var shares = new float[offsets.Length - 1];
        for (var s = 0; s < shares.Length; s++) shares[s] = 1f / Math.Max(1, offsets[s + 1] - offsets[s]);
        return Sum(rows, SegmentIds(offsets), shares.Length) * Numbers(shares).unsqueeze(1);
    }

    /// <summary>Log-probabilities, segment by segment.</summary>
    public static Tensor LogSoftmax(Tensor logits, ReadOnlySpan<int> offsets)
    {
        var ids = SegmentIds(offsets);
        var values = Values(logits);
        var largest = new float[offsets.Length - 1];
        for (var s = 0; s < largest.Length; s++) largest[s] = Largest(values.AsSpan(offsets[s]..offsets[s + 1]));
        var shifted = logits.Minus(Numbers(largest).index_select(0, ids));
        var sums = torch.zeros(largest.Length).index_add(0, ids, shifted.exp(), Scalars.One);
        return shifted.Minus(sums.log().index_select(0, ids));
    }

    /// <summary>Joins messages by the row they go to.</summary>
    public static Tensor Scatter(Aggregation aggregation, Tensor messages, ReadOnlySpan<int> targets, long rows)
    {
        if (aggregation == Aggregation.Max) return Max(messages, targets, (int)rows);
        var sum = Sum(messages, Indices(targets), rows);
        if (aggregation == Aggregation.Sum) return sum;
        var shares = new float[rows];
        foreach (var target in targets) shares[target]++;
        for (var r = 0; r < shares.Length; r++) shares[r] = 1 / Math.Max(1, shares[r]);
        return sum * Numbers(shares).unsqueeze(1);
    }

    /// <summary>Multi-head attention inside segments, padded to the longest of them.</summary>
    public static Tensor Attend(Tensor projected, ReadOnlySpan<int> offsets, int heads, int width)
    {
        var segments = offsets.Length - 1;
        var (longest, total) = (1, offsets[^1]);
        for (var s = 0; s < segments; s++) longest = Math.Max(longest, offsets[s + 1] - offsets[s]);
        if (total == 0) return projected.narrow(1, 0, width);
        var (source, padding, back) = (new long[segments * longest], new bool[segments * longest], new long[total]);
        for (var s = 0; s < segments; s++)
        {
            for (var i = 0; i < longest; i++)
            {
                var (row, place) = (offsets[s] + i, (s * longest) + i);
                padding[place] = row >= offsets[s + 1];
                source[place] = padding[place] ? 0 : row;
                if (!padding[place]) back[row] = place;
            }
        }
        var size = width / heads;
        var padded = projected.index_select(0, torch.tensor(source)).view(segments, longest, 3, heads, size).permute(2, 0, 3, 1, 4);
        var scores = torch.matmul(padded.select(0, 0), padded.select(0, 1).transpose(-2, -1)) * Scalars.Of(1 / MathF.Sqrt(size));
        scores = scores.masked_fill(torch.tensor(padding).view(segments, 1, 1, longest), Scalars.Of(Never));
        var seen = torch.matmul(scores.softmax(-1), padded.select(0, 2)).transpose(1, 2).reshape(segments * longest, width);
        return seen.index_select(0, torch.tensor(back));
    }

    /// <summary>A tensor's numbers, copied.</summary>
    public static float[] Values(Tensor tensor)
    {
        using var plain = tensor.detach().contiguous();
        return MemoryMarshal.Cast<byte, float>(plain.bytes).ToArray();
    }

    private static Tensor Sum(Tensor rows, Tensor ids, long count) => torch.zeros(count, rows.shape[1]).index_add(0, ids, rows, Scalars.One);

    /// <summary>libtorch's C# face has no maximum by segment: find the winners here and pick them there, which gives the right gradient.</summary>
    private static Tensor Max(Tensor messages, ReadOnlySpan<int> targets, int rows)
    {
        var width = (int)messages.shape[1];
        var values = Values(messages);
        var (winners, found) = (new long[rows * width], new float[rows * width]);
        for (var m = 0; m < targets.Length; m++)
        {
            for (var i = 0; i < width; i++)
            {
                var place = (targets[m] * width) + i;
                if (found[place] > 0 && values[winners[place]] >= values[(m * width) + i]) continue;
                (winners[place], found[place]) = ((m * width) + i, 1);
            }
        }
        if (targets.IsEmpty) return torch.zeros(rows, width);
        return (messages.reshape(-1).index_select(0, torch.tensor(winners)) * Numbers(found)).view(rows, width);
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in values) largest = Math.Max(largest, value);
        return largest;
    }
}

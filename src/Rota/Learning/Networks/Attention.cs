namespace Rota.Learning.Networks;

/// <summary>Multi-head attention of rows to each other (Vaswani and others 2017), with PyTorch's layout of weights.</summary>
public static class Attention
{
    /// <summary>Every row asks every row it may look at.</summary>
    /// <param name="projected">Queries, keys and values side by side: [rows, 3 width].</param>
    /// <param name="into">[rows, width]; overwritten. A row that may look at nothing gets 0.</param>
    /// <param name="heads">Divides the width.</param>
    /// <param name="width">Width of a row.</param>
    /// <param name="mask">[rows, rows], true where the first may look at the second; empty when all may.</param>
    public static void Attend(ReadOnlySpan<float> projected, Span<float> into, int heads, int width, ReadOnlySpan<bool> mask = default)
    {
        var rows = into.Length / width;
        var size = width / heads;
        var scale = 1 / MathF.Sqrt(size);
        var weights = rows <= 512 ? stackalloc float[rows] : new float[rows];
        into.Clear();
        for (var row = 0; row < rows; row++)
        {
            for (var head = 0; head < heads; head++)
            {
                var query = projected.Slice((row * 3 * width) + (head * size), size);
                for (var other = 0; other < rows; other++)
                {
                    var may = mask.IsEmpty || mask[(row * rows) + other];
                    weights[other] = may ? Kernels.Dot(query, projected.Slice((((other * 3) + 1) * width) + (head * size), size)) * scale : float.NegativeInfinity;
                }
                Kernels.Softmax(weights);
                var target = into.Slice((row * width) + (head * size), size);
                for (var other = 0; other < rows; other++)
                {
                    var weight = weights[other];
                    if (weight == 0) continue;
                    var value = projected.Slice((((other * 3) + 2) * width) + (head * size), size);
                    for (var i = 0; i < size; i++) target[i] += weight * value[i];
                }
            }
        }
    }
}

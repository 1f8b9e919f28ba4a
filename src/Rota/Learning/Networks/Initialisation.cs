using Rota.Randomness;

namespace Rota.Learning.Networks;

/// <summary>First values of parameters: orthogonal matrices (Saxe and others 2014), from a seed, the same on every machine.</summary>
public static class Initialisation
{
    /// <summary>Values of every parameter, by name.</summary>
    public static Dictionary<string, float[]> Create(NetworkLayout layout, ulong seed)
    {
        var random = new RandomStream(seed).Split("weights");
        return layout.Parameters.ToDictionary(p => p.Name, p => Values(p, random.Split(p.Name)));
    }

    private static float[] Values(ParameterSpec parameter, RandomStream random)
    {
        var values = new float[parameter.Length];
        if (parameter.Gain < 0) Array.Fill(values, 1f);
        if (parameter.Gain <= 0) return values;
        var (rows, columns) = (parameter.Shape[0], parameter.Shape[1]);
        // The longer side's vectors cannot all be orthogonal: make the shorter side's so.
        var (count, length) = rows <= columns ? (rows, columns) : (columns, rows);
        var vectors = new double[count][];
        for (var v = 0; v < count; v++) vectors[v] = Next(vectors.AsSpan(0, v), length, random);
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                values[(r * columns) + c] = (float)(parameter.Gain * (rows <= columns ? vectors[r][c] : vectors[c][r]));
        return values;
    }

    /// <summary>A unit vector orthogonal to those before (Gram and Schmidt, twice for accuracy).</summary>
    private static double[] Next(ReadOnlySpan<double[]> before, int length, RandomStream random)
    {
        while (true)
        {
            var vector = new double[length];
            for (var i = 0; i < length; i++) vector[i] = random.NextNormal();
            for (var pass = 0; pass < 2; pass++)
                foreach (var other in before)
                {
                    var share = 0.0;
                    for (var i = 0; i < length; i++) share += vector[i] * other[i];
                    for (var i = 0; i < length; i++) vector[i] -= share * other[i];
                }
            var norm = Math.Sqrt(vector.Sum(x => x * x));
            if (norm < 1e-6) continue;
            for (var i = 0; i < length; i++) vector[i] /= norm;
            return vector;
        }
    }
}

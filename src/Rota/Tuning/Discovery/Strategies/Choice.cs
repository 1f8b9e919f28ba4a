using Rota.Randomness;

namespace Rota.Tuning.Discovery.Strategies;

/// <summary>Draws by weight.</summary>
internal static class Choice
{
    /// <summary>A number drawn by the exponential of its score over a temperature; a temperature of 0 takes the first best.</summary>
    public static int Softmax(RandomStream random, ReadOnlySpan<double> scores, double temperature)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best]) best = i;
        if (!(temperature > 0)) return best;
        var weights = new double[scores.Length];
        for (var i = 0; i < weights.Length; i++) weights[i] = Math.Exp((scores[i] - scores[best]) / temperature);
        return Weighted(random, weights);
    }

    /// <summary>A number drawn in proportion to its weight.</summary>
    public static int Weighted(RandomStream random, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        var at = random.NextDouble() * sum;
        for (var i = 0; i < weights.Length - 1; i++)
            if ((at -= weights[i]) < 0) return i;
        return weights.Length - 1;
    }

    /// <summary>A rank drawn with a chance of 1 / (rank + count), ranks from 1: good ones more often, bad ones too.</summary>
    public static int ByRank(RandomStream random, int count)
    {
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = 1.0 / (i + 1 + count);
        return Weighted(random, weights);
    }
}

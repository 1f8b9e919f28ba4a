using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Learning.Tuning;

/// <summary>
/// Finds a handful of numbers (up to about 50) by trying: mirrored Gaussian samples around a centre that moves along their ranks (evolution strategies as in
/// Salimans and others 2017). Every generation is measured on cases of its own, all its samples on the same; the best centre is kept.
/// </summary>
public static class EvolutionStrategy
{
    /// <summary>Minimises a cost.</summary>
    /// <param name="start">The first centre.</param>
    /// <param name="cost">Cost of weights on the cases of a generation (first argument); lower is better, finite. Called in turn.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellation">Stops between measurements with the best so far.</param>
    /// <returns>The last centre.</returns>
    public static ImmutableArray<double> Minimise(
        ImmutableArray<double> start, Func<int, ImmutableArray<double>, double> cost, EvolutionOptions options, CancellationToken cancellation = default)
    {
        options.Validate();
        var centre = start.ToArray();
        var random = new RandomStream(options.Seed).Split("evolution");
        var count = 2 * options.Pairs;
        var (noise, costs) = (new double[count][], new double[count]);
        for (var generation = 0; generation < options.Generations; generation++)
        {
            var spread = options.Spread * (1 - (0.9 * generation / options.Generations));
            for (var pair = 0; pair < options.Pairs; pair++)
            {
                noise[2 * pair] = [.. centre.Select(_ => random.NextNormal())];
                noise[(2 * pair) + 1] = [.. noise[2 * pair].Select(x => -x)];
            }
            for (var i = 0; i < count; i++)
            {
                if (cancellation.IsCancellationRequested) return ImmutableArray.Create(centre);
                costs[i] = cost(generation, [.. centre.Select((x, k) => x + (spread * noise[i][k]))]);
            }
            var shape = Shape(costs);
            for (var k = 0; k < centre.Length; k++)
                centre[k] += options.Step * spread * Enumerable.Range(0, count).Sum(i => shape[i] * noise[i][k]);
        }
        return ImmutableArray.Create(centre);
    }

    /// <summary>Weights by rank (Hansen's logarithmic ones), the worse half pushing away; absolute values add up to 1. Equal costs share.</summary>
    private static double[] Shape(double[] costs)
    {
        var order = Enumerable.Range(0, costs.Length).OrderBy(i => costs[i]).ToArray();
        var raw = new double[costs.Length];
        for (var rank = 0; rank < raw.Length; rank++) raw[rank] = Math.Max(0, Math.Log((raw.Length / 2.0) + 1) - Math.Log(rank + 1));
        var (sum, weights) = (raw.Sum(), new double[costs.Length]);
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && costs[order[end]] == costs[order[first]]) end++;
            var share = Enumerable.Range(first, end - first).Sum(rank => (raw[rank] / sum) - (raw[raw.Length - 1 - rank] / sum)) / (end - first) / 2;
            for (var rank = first; rank < end; rank++) weights[order[rank]] = share;
            first = end;
        }
        return weights;
    }
}

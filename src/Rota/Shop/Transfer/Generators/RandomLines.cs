using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Shop.Transfer.Generators;

/// <summary>Lines from a seed for training and tests: of all sizes, arms, noises; a part with stops, a part with two robots.</summary>
public static class RandomLines
{
    /// <summary>The line of a seed.</summary>
    public static TransferLine Create(ulong seed)
    {
        var random = new RandomStream(seed).Split("random line");
        var noise = random.Next(2) == 0 ? 0 : random.NextUniform(0.05, 0.3);
        if (random.Next(10) < 3)
        {
            return TandemLine.Create(new()
            {
                Seconds = [.. Enumerable.Range(0, 8).Select(_ => random.NextUniform(25, 100))],
                Buffer = random.Next(1, 6),
                Noise = noise,
                MeanUp = random.Next(2) == 0 ? 0 : random.NextUniform(1500, 6000),
                MeanDown = random.NextUniform(60, 500),
                SecondShare = random.NextUniform(0, 0.6),
                Seed = random.NextBits(),
            });
        }
        var stages = random.Next(1, 6);
        var balanced = random.Next(2) == 0;
        var level = random.NextUniform(20, 120);
        ImmutableArray<int> parallel = [.. Enumerable.Range(0, stages).Select(_ => random.Next(2) == 0 ? 1 : random.Next(1, 3))];
        ImmutableArray<long> times = [.. parallel.Select(k => (long)(1000 * (balanced ? level * k * random.NextUniform(0.7, 1.1) : random.NextUniform(15, 150) * Math.Sqrt(k))))];
        var line = SeriesLine.Create(
            $"random-{seed}", times, parallel, (long)random.NextUniform(2500, 8000), (long)random.NextUniform(2000, 8000), (long)random.NextUniform(1000, 4000), random.Next(1, 2), noise);
        if (random.Next(5) > 0) return line;
        var (up, down) = (random.NextUniform(1200, 5000) * 1000, random.NextUniform(60, 300) * 1000);
        return new(line.Name, line.Stations.Select(s => s.Kind == StationKind.Process ? s with { MeanUp = up, MeanDown = down } : s), line.Robots, line.Recipes) { Noise = line.Noise };
    }
}

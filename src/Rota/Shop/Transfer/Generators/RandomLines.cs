using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Shop.Transfer.Vehicles;

namespace Rota.Shop.Transfer.Generators;

/// <summary>
/// Lines from a seed for training and tests: series of stages with one robot of one arm or two, station-bound and robot-bound alike (<see cref="RandomSeries"/>), pairs of robots with a
/// buffer between, several robots on one line, job shops with vehicles; noise, stops, longest stays and several recipes among them.
/// </summary>
public static class RandomLines
{
    /// <summary>The line of a seed.</summary>
    public static TransferLine Create(ulong seed)
    {
        var random = new RandomStream(seed).Split("random line");
        return random.Next(100) switch
        {
            < 18 => Tandem(seed, random),
            < 30 => Shop(seed, random),
            < 38 => RandomSeries.Create(seed, random, random.Next(2, 3)),
            _ => RandomSeries.Create(seed, random, 1),
        };
    }

    private static TransferLine Tandem(ulong seed, RandomStream random) => TandemLine.Create(new()
    {
        Seconds = [.. Enumerable.Range(0, 8).Select(_ => random.NextUniform(25, 90))],
        Buffer = random.Next(1, 6),
        Noise = random.Next(2) == 0 ? 0 : random.NextUniform(0.05, 0.3),
        MeanUp = random.Next(3) == 0 ? 0 : random.NextUniform(2500, 6000),
        MeanDown = random.NextUniform(60, 400),
        SecondShare = random.NextUniform(0, 0.6),
        Arms = random.Next(5) == 0 ? 2 : 1,
        Seed = seed,
    });

    /// <summary>A job shop whose jobs are carried: machines in a row or at random distances, jobs of all or of some machines.</summary>
    private static TransferLine Shop(ulong seed, RandomStream random)
    {
        var (machines, jobs, vehicles) = (random.Next(4, 8), random.Next(5, 14), random.Next(1, 6));
        var (longest, far, row) = (random.Next(20, 100), random.Next(4, 30), random.Next(2) == 0);
        var operations = Enumerable.Range(0, jobs).Select(_ =>
        {
            var route = Enumerable.Range(0, machines).ToArray();
            random.Shuffle<int>(route);
            return route.Take(random.Next(3) == 0 ? Math.Max(2, machines / 2) : machines).Select(m => (m, (long)random.Next(1, longest))).ToImmutableArray();
        }).ToList();
        var count = machines + 2;
        ImmutableArray<ImmutableArray<long>> travel = [.. Enumerable.Range(0, count).Select(a => (ImmutableArray<long>)[.. Enumerable.Range(0, count).Select(b => a == b ? 0 : row ? 1 + (far * Math.Abs(a - b) / count) : random.Next(1, far))])];
        return new TransportShop($"random-{seed}", machines, operations, vehicles, travel).ToLine(1000);
    }
}

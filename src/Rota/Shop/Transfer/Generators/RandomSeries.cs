using System.Collections.Immutable;
using Rota.Randomness;

namespace Rota.Shop.Transfer.Generators;

/// <summary>
/// Random stages in series. The ratio of what stations and what robots need a plate is drawn, so that either may be what the line waits for; stages may all have parallel stations; ways are
/// equal or those of a rail.
/// </summary>
internal static class RandomSeries
{
    public static TransferLine Create(ulong seed, RandomStream random, int robots)
    {
        var stages = random.Next(1, 7);
        var (arms, noise) = (random.Next(1, 2), random.Next(2) == 0 ? 0 : random.NextUniform(0.05, 0.3));
        var most = random.Next(3) switch { 0 => 1, 1 => 2, _ => 3 };
        var least = most > 1 && random.Next(2) == 0 ? 2 : 1;
        ImmutableArray<int> parallel = [.. Enumerable.Range(0, stages).Select(_ => random.Next(least, most))];
        var (handling, way, change) = (random.NextUniform(2500, 8000), random.NextUniform(2000, 8000), random.NextUniform(500, 4000));
        ImmutableArray<long> times = Times(random, parallel, arms, robots, handling, way, change);
        var line = SeriesLine.Create($"random-{seed}", times, parallel, (long)handling, (long)way, (long)change, arms, noise);
        var (stations, machines, recipes) = (line.Stations, line.Robots, line.Recipes);
        if (random.Next(10) < 3) machines = [new RobotKinematics().Create("robot", stations, arms, (long)change)];
        if (random.Next(100) < 15)
        {
            var (up, down) = (random.NextUniform(1200, 5000) * 1000, random.NextUniform(60, 300) * 1000);
            stations = [.. stations.Select(s => s.Kind == StationKind.Process ? s with { MeanUp = up, MeanDown = down } : s)];
        }
        if (random.Next(100) < 6)
        {
            var hold = (long)(random.NextUniform(0.5, 2) * 1000 * LineBounds.Of(line).Tact);
            recipes = [recipes[0] with { Steps = [.. recipes[0].Steps.Select(step => step with { MaxHold = hold })] }];
        }
        if (random.Next(100) < 12) recipes = [recipes[0] with { Share = 0.6 }, Second(random, recipes[0]) with { Share = 0.4 }];
        if (robots > 1) machines = [.. Enumerable.Range(0, robots).Select(r => machines[0] with { Name = $"robot {r + 1}", Home = r == 0 ? 0 : stations.Length - 1 })];
        return new(line.Name, stations, machines, recipes) { Noise = line.Noise };
    }

    /// <summary>Process times whose slowest stage needs so much of what the robot needs a plate.</summary>
    private static ImmutableArray<long> Times(RandomStream random, ImmutableArray<int> parallel, int arms, int robots, double handling, double way, double change)
    {
        var stages = parallel.Length;
        var robot = arms == 1 ? 2 * (stages + 1) * (handling + way) : ((stages + 2) * way) + (2 * (stages + 1) * handling) + (stages * change);
        var around = arms == 1 ? (4 * handling) + (3 * way) : (2 * handling) + change;
        var tact = robot / robots * Math.Exp(random.NextUniform(Math.Log(0.5), Math.Log(1.8)));
        var lowest = random.Next(2) == 0 ? 0.7 : 0.2;
        var slowest = random.Next(0, stages - 1);
        return [.. Enumerable.Range(0, stages).Select(i => (long)Math.Max(1000, ((i == slowest ? 1 : random.NextUniform(lowest, 1)) * parallel[i] * tact) - around))];
    }

    private static Recipe Second(RandomStream random, Recipe first)
    {
        var skipped = first.Steps.Length > 2 && random.Next(2) == 0 ? random.Next(0, first.Steps.Length - 1) : -1;
        return new("second", [.. first.Steps.Where((_, k) => k != skipped).Select(step => step with { Time = (long)(step.Time * random.NextUniform(0.5, 1.3)) })]);
    }
}

using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Generators;

/// <summary>
/// Eight stations in series served by two robots on one rail, which meet at a buffer that only one of them may be at; two recipes, stations that stop. Robot times come
/// from <see cref="RobotKinematics"/>.
/// </summary>
public static class TandemLine
{
    /// <summary>A line.</summary>
    /// <exception cref="RotaException">An option out of its range.</exception>
    public static TransferLine Create(TandemOptions options)
    {
        if (options.Seconds.Length != 8) throw new RotaException($"{options.Seconds.Length} process times, expected 8");
        var stations = new List<Station> { new("in", StationKind.Input) };
        for (var i = 0; i < 4; i++) stations.Add(Process(i));
        stations.Add(new("buffer", StationKind.Buffer) { Capacity = options.Buffer, X = 10_000, Zone = 0 });
        for (var i = 4; i < 8; i++) stations.Add(Process(i));
        stations.Add(new("out", StationKind.Output) { X = 20_000 });
        var kinematics = new RobotKinematics();
        Robot[] robots =
        [
            kinematics.Create("left", stations, options.Arms) with { Reach = [0, 1, 2, 3, 4, 5], Home = 0 },
            kinematics.Create("right", stations, options.Arms) with { Reach = [5, 6, 7, 8, 9, 10], Home = 10 },
        ];
        ImmutableArray<double> reverse = [.. options.Seconds.Reverse()];
        var first = new Recipe("a", Steps(options.Seconds, [])) { Share = 1 - options.SecondShare };
        var second = new Recipe("b", Steps(reverse, [2, 5])) { Share = options.SecondShare };
        return new($"tandem-{options.Seed}", stations, robots, options.SecondShare > 0 ? [first, second] : [first])
        {
            Noise = options.Noise > 0 ? new(NoiseKind.Uniform, options.Noise) : default,
        };

        Station Process(int i) => new($"s{i + 1}")
        {
            X = 2000 * (i < 4 ? i + 1 : i + 2),
            MeanUp = 1000 * options.MeanUp,
            MeanDown = 1000 * options.MeanDown,
        };

        static ImmutableArray<RecipeStep> Steps(ImmutableArray<double> seconds, ImmutableArray<int> without)
        {
            var steps = ImmutableArray.CreateBuilder<RecipeStep>();
            for (var i = 0; i < 8; i++)
            {
                if (i == 4) steps.Add(new([5], 0));
                if (!without.Contains(i)) steps.Add(new([i < 4 ? i + 1 : i + 2], (long)(1000 * seconds[i])));
            }
            return steps.ToImmutable();
        }
    }
}

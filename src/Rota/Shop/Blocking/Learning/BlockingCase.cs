using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Shop.Generators;

namespace Rota.Shop.Blocking.Learning;

/// <summary>A shop with the stops of one episode.</summary>
/// <param name="Problem">The shop.</param>
/// <param name="Stops">The stop each operation brings, 0 for none.</param>
public sealed record BlockingCase(BlockingProblem Problem, ImmutableArray<int> Stops)
{
    /// <summary>The stops of a seed.</summary>
    public static BlockingCase Of(BlockingProblem problem, ulong seed) => new(problem, problem.Stops.Draw(problem.Shop.OperationCount, seed));

    /// <summary>
    /// What policies are trained on: 5 to 9 machines, as many jobs or up to <paramref name="mostJobs"/>, durations 5 to 99, every route a random permutation;
    /// stops of either mode with probability 0, 0.05, 0.1, 0.15 or 0.2.
    /// </summary>
    /// <param name="seed">Everything follows from it.</param>
    /// <param name="mostJobs">Most jobs, at least 9.</param>
    public static BlockingCase Random(ulong seed, int mostJobs = 20)
    {
        var random = new RandomStream(seed).Split("blocking case");
        var machines = random.Next(5, 9);
        var shop = ShopGenerator.Create(new()
        {
            Machines = machines,
            Jobs = random.Next(machines, mostJobs),
            MinDuration = 5,
            MaxDuration = 99,
            Seed = random.NextBits(),
        });
        var stops = new StopModel(random.Next(2) == 0 ? StopMode.After : StopMode.Within, 0.05 * random.Next(5));
        return Of(new BlockingProblem(shop, stops: stops), random.NextBits());
    }
}

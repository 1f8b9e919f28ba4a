using CsCheck;
using Rota.Shop;

namespace Rota.Tests.Shop;

/// <summary>Shops of every kind, small: re-entrant, flexible, with releases, due dates, weights, empty operations and jobs.</summary>
internal static class RandomShops
{
    /// <summary>Any shop of up to 4 machines and 6 jobs of up to 5 operations.</summary>
    public static Gen<ShopProblem> Any { get; } = Of(machines: 4, jobs: 6, operations: 5, modes: 3);

    /// <summary>Shops without a choice of machines.</summary>
    public static Gen<ShopProblem> Plain { get; } = Of(machines: 4, jobs: 6, operations: 5, modes: 1);

    /// <summary>Shops small enough to try everything.</summary>
    public static Gen<ShopProblem> Tiny { get; } = Of(machines: 2, jobs: 3, operations: 2, modes: 2);

    private static Gen<ShopProblem> Of(int machines, int jobs, int operations, int modes) =>
        Gen.Select(Gen.Int[1, machines], Gen.Enum<ShopObjective>())
            .SelectMany((count, objective) => Job(count, operations, modes).Array[1, jobs].Select(list =>
                new ShopProblem("random", count, [.. list.Select((job, j) => job with { Name = $"j{j}" })], objective)));

    private static Gen<ShopJob> Job(int machines, int operations, int modes)
    {
        var mode = Gen.Select(Gen.Int[0, machines - 1], Gen.Frequency((1, Gen.Const(0L)), (6, Gen.Long[1, 9])));
        var operation = mode.Array[1, modes].Select(list => new Operation([.. list.Select(m => new Mode(m.Item1, m.Item2))]));
        return Gen.Select(
            operation.Array[0, operations],
            Gen.Frequency((2, Gen.Const(0L)), (1, Gen.Long[0, 12])),
            Gen.Frequency((1, Gen.Const(-1L)), (3, Gen.Long[0, 25])),
            Gen.Long[0, 4],
            (steps, release, due, weight) => new ShopJob("", [.. steps], release, due < 0 ? null : due, weight));
    }
}

using CsCheck;
using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Tests.Shop.Formats;
using Xunit;

namespace Rota.Tests.Shop.Generators;

public sealed class ShopGeneratorTests
{
    [Fact]
    public void Every_shop_keeps_to_its_options() => Gen.Select(
            Gen.Int[1, 8], Gen.Int[1, 6], Gen.Enum<ShopKind>(), Gen.Int[0, 5], Gen.Int[0, 20], Gen.Int[1, 6], Gen.Double[0, 2], Gen.ULong)
        .Sample((jobs, machines, kind, least, more, choices, spread, seed) =>
        {
            var options = new ShopGeneratorOptions
            {
                Jobs = jobs,
                Machines = machines,
                Kind = kind,
                MinDuration = least,
                MaxDuration = least + more,
                MaxChoices = Math.Min(choices, machines),
                ReleaseSpread = spread,
                Tightness = 1.5,
                MaxWeight = 3,
                Objective = ShopObjective.TotalWeightedTardiness,
                Seed = seed,
                OperationsPerJob = kind == ShopKind.Reentrant ? 7 : null,
            };
            var shop = ShopGenerator.Create(options);
            Assert.Equal((jobs, machines, options.Objective), (shop.Jobs.Length, shop.MachineCount, shop.Objective));
            foreach (var job in shop.Jobs)
            {
                Assert.InRange(job.Weight, 1, 3);
                var shortest = job.Operations.Sum(o => o.Modes.Min(m => m.Duration));
                Assert.Equal(job.Release + (long)(1.5 * shortest), job.Due);
                Assert.All(job.Operations.SelectMany(o => o.Modes), mode => Assert.InRange(mode.Duration, least, least + more));
                Assert.All(job.Operations, o => Assert.Equal(o.Modes.Length, o.Modes.Select(m => m.Machine).Distinct().Count()));
                CheckRoute([.. job.Operations.Select(o => o.Modes[0].Machine)], machines, kind);
            }
            SameShop.Assert(shop, ShopGenerator.Create(options));
        }, iter: 300);

    [Fact]
    public void Another_seed_gives_another_shop()
    {
        var first = ShopGenerator.Create(new() { Seed = 1 });
        var second = ShopGenerator.Create(new() { Seed = 2 });
        Assert.NotEqual(first.Jobs[0].Operations.Select(o => o.Modes[0]), second.Jobs[0].Operations.Select(o => o.Modes[0]));
    }

    [Fact]
    public void Other_weights_leave_routes_and_durations_as_they_are()
    {
        var plain = ShopGenerator.Create(new() { Seed = 5 });
        var weighted = ShopGenerator.Create(new() { Seed = 5, MaxWeight = 10 });
        Assert.NotEqual(plain.Jobs.Select(job => job.Weight), weighted.Jobs.Select(job => job.Weight));
        foreach (var (a, b) in plain.Jobs.Zip(weighted.Jobs)) Assert.Equal(a.Operations.Select(o => o.Modes[0]), b.Operations.Select(o => o.Modes[0]));
    }

    [Fact]
    public void Releases_spread_over_the_share_of_the_load_that_was_asked_for()
    {
        var shop = ShopGenerator.Create(new() { Jobs = 400, Machines = 5, ReleaseSpread = 0.5 });
        var load = shop.Jobs.Sum(job => job.Operations.Sum(o => o.Modes[0].Duration)) / 5.0;
        Assert.InRange(shop.Jobs.Max(job => job.Release), 0.45 * load, 0.5 * load);
        Assert.InRange(shop.Jobs.Average(job => job.Release), 0.2 * load, 0.3 * load);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var message = Assert.Throws<RotaException>(() => ShopGenerator.Create(new()
        {
            Jobs = 0,
            Machines = 3,
            OperationsPerJob = 4,
            MinDuration = 9,
            MaxDuration = 5,
            MaxChoices = 4,
            Tightness = double.NaN,
            MaxWeight = 0,
        })).Message;
        Assert.Equal(
            "cannot generate such a shop: jobs 0, expected at least 1; operations per job 4, expected 3, one on each machine, or a re-entrant shop; "
            + "longest duration 5, expected 9 to 2147483646; choices 4, expected 1 to 3; tightness NaN, expected 0 to 1000000; largest weight 0, expected 1 to 2147483646",
            message);
    }

    [Fact]
    public void Tardiness_without_due_dates_and_absurd_sizes_are_refused()
    {
        Assert.Contains("expected a tightness", Assert.Throws<RotaException>(() => ShopGenerator.Create(new() { Objective = ShopObjective.TotalTardiness })).Message);
        Assert.Contains("expected at most", Assert.Throws<RotaException>(() => ShopGenerator.Create(new() { Jobs = int.MaxValue, Machines = 1000 })).Message);
    }

    private static void CheckRoute(int[] route, int machines, ShopKind kind)
    {
        switch (kind)
        {
            case ShopKind.Flow:
                Assert.Equal(Enumerable.Range(0, machines), route);
                break;
            case ShopKind.Job:
                Assert.Equal(Enumerable.Range(0, machines), route.Order());
                break;
            case ShopKind.TwoSet:
                Assert.Equal(Enumerable.Range(0, machines / 2), route.Take(machines / 2).Order());
                Assert.Equal(Enumerable.Range(machines / 2, machines - (machines / 2)), route.Skip(machines / 2).Order());
                break;
            case ShopKind.Reentrant:
                Assert.Equal(7, route.Length);
                for (var k = 1; k < route.Length && machines > 1; k++) Assert.NotEqual(route[k - 1], route[k]);
                break;
        }
    }
}

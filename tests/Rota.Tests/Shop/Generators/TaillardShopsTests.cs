using Rota.Shop;
using Rota.Shop.Generators;
using Rota.Tests.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Generators;

public sealed class TaillardShopsTests
{
    [Fact]
    public void The_first_job_of_ta01_has_the_published_durations()
    {
        var shop = TaillardShops.Create("ta01");
        Assert.Equal((15, 15), (shop.Jobs.Length, shop.MachineCount));
        Assert.Equal(
            [94L, 66, 10, 53, 26, 15, 65, 82, 10, 27, 93, 92, 96, 70, 83],
            shop.Jobs[0].Operations.Select(operation => operation.Modes[0].Duration));
    }

    [Fact]
    public void All_eighty_equal_the_shared_instances()
    {
        if (SharedShops.Read("ta") is not { } shared) { Assert.Skip("shared data absent"); return; }
        Assert.Equal(80, TaillardShops.Names.Length);
        foreach (var name in TaillardShops.Names)
            Assert.Equal(Numbers(shared[name]), Numbers(TaillardShops.Create(name)));
    }

    [Theory]
    [InlineData("ta21")]
    [InlineData("TA21")]
    [InlineData("ta21js")]
    public void A_name_may_be_written_in_three_ways(string name) => Assert.Equal("ta21", TaillardShops.Create(name).Name);

    [Theory]
    [InlineData("ta81", "unknown instance 'ta81', expected ta01 to ta80; did you mean 'ta01'?")]
    [InlineData("at21", "unknown instance 'at21', expected ta01 to ta80; did you mean 'ta21'?")]
    [InlineData("elephant", "unknown instance 'elephant', expected ta01 to ta80")]
    public void An_unknown_name_is_refused_and_the_nearest_named(string name, string message) =>
        Assert.Equal(message, Assert.Throws<RotaException>(() => TaillardShops.Create(name)).Message);

    [Theory]
    [InlineData(0, 2, 1, 1, 9)]
    [InlineData(2, 0, 1, 1, 9)]
    [InlineData(2, 2, 0, 1, 9)]
    [InlineData(2, 2, 1, int.MaxValue, 9)]
    [InlineData(2, 2, 1, 1, 0)]
    [InlineData(1_000_000, 1_000_000, 1, 1, 9)]
    public void Values_out_of_range_are_refused(int jobs, int machines, int timeSeed, int machineSeed, int maxDuration) =>
        Assert.Throws<RotaException>(() => TaillardShops.Create(jobs, machines, timeSeed, machineSeed, maxDuration));

    [Fact]
    public void Every_job_visits_every_machine_once_within_the_range()
    {
        var shop = TaillardShops.Create(30, 7, 12345, 54321, maxDuration: 5);
        foreach (var job in shop.Jobs)
        {
            Assert.Equal(Enumerable.Range(0, 7), job.Operations.Select(o => o.Modes[0].Machine).Order());
            Assert.All(job.Operations, o => Assert.InRange(o.Modes[0].Duration, 1, 5));
        }
    }

    private static List<(int, long)> Numbers(ShopProblem shop) =>
        [.. shop.Jobs.SelectMany(job => job.Operations).Select(o => (o.Modes[0].Machine, o.Modes[0].Duration))];
}

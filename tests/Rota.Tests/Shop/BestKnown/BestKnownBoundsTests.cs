using Rota.Shop.BestKnown;
using Xunit;

namespace Rota.Tests.Shop.BestKnown;

public sealed class BestKnownBoundsTests
{
    [Theory]
    [InlineData("ft06", 55, 55)]
    [InlineData("ta01", 1231, 1231)]
    [InlineData("TA01js", 1231, 1231)]
    [InlineData("ta41", 1926, 2005)]
    [InlineData("la29", 1152, 1152)]
    public void Knows_the_published_bounds(string name, long lower, long upper)
    {
        var bound = BestKnownBounds.Find(name)!.Value;
        Assert.Equal(lower, bound.Lower);
        Assert.Equal(upper, bound.Upper);
        Assert.Equal(lower == upper, bound.IsClosed);
    }

    [Fact]
    public void Says_nothing_of_instances_it_does_not_know() => Assert.Null(BestKnownBounds.Find("my shop"));

    [Fact]
    public void Every_upper_bound_is_at_least_its_lower_bound() =>
        Assert.All(BestKnownBounds.All, bound => Assert.True(bound.Lower > 0 && bound.Lower <= bound.Upper, bound.Name));

    [Fact]
    public void The_gap_is_relative_to_the_upper_bound()
    {
        var bound = BestKnownBounds.Find("ft10")!.Value;
        Assert.Equal(0.1, bound.Gap(1023), 12);
        Assert.Equal(0, bound.Gap(930));
    }

    [Fact]
    public void Equals_the_shared_table()
    {
        if (SharedData.Find("shop/bks.csv") is not { } path) { Assert.Skip("shared data absent"); return; }
        ;
        var rows = File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToList();
        Assert.Equal(rows.Count, BestKnownBounds.All.Count);
        Assert.All(rows, row => Assert.Equal(new BestKnownBound(row[0], long.Parse(row[5]), long.Parse(row[6])), BestKnownBounds.Find(row[0])));
    }
}

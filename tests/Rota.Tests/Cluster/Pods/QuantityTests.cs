using System.Globalization;
using Rota.Cluster.Pods;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("100m", 100)]
    [InlineData("0.1", 100)]
    [InlineData("1.5", 1500)]
    [InlineData("2e0", 2000)]
    [InlineData("0.0005", 1)]
    [InlineData("1k", 1_000_000)]
    public void Thousandths_are_exact_and_rounded_up(string text, long milli)
    {
        Assert.True(Quantity.TryMilli(text, out var read));
        Assert.Equal(milli, read);
    }

    [Theory]
    [InlineData("64Mi", 67108864)]
    [InlineData("1.5Gi", 1610612736)]
    [InlineData("129e6", 129_000_000)]
    [InlineData("1E", 1_000_000_000_000_000_000)]
    [InlineData("1Ei", 1152921504606846976)]
    [InlineData("100m", 1)]
    public void Units_are_exact_and_rounded_up(string text, long units)
    {
        Assert.True(Quantity.TryUnits(text, out var read));
        Assert.Equal(units, read);
    }

    [Theory]
    [InlineData("1K")]
    [InlineData("1mi")]
    [InlineData("100mm")]
    [InlineData("")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("-1")]
    [InlineData("1e")]
    [InlineData("1.2.3")]
    [InlineData(".")]
    [InlineData("16Ei")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_quantity_or_too_large_is_refused(string text)
    {
        Assert.False(Quantity.TryMilli(text, out _));
        Assert.False(Quantity.TryUnits(text, out _));
    }

    [Fact]
    public void The_shared_table_is_read_as_it_says()
    {
        if (SharedData.Find("cluster/manifests/quantities.csv") is not { } path) { Assert.Skip("shared data absent"); return; }
        foreach (var fields in File.ReadLines(path).Skip(1).Select(line => line.Split(',')))
        {
            var (milli, units) = (Quantity.TryMilli(fields[0], out var m), Quantity.TryUnits(fields[0], out var u));
            if (fields[3] != "1") Assert.False(milli || units, fields[0]);
            if (fields[1].Length > 0) Assert.Equal(long.Parse(fields[1], CultureInfo.InvariantCulture), m);
            if (fields[2].Length > 0) Assert.Equal(long.Parse(fields[2], CultureInfo.InvariantCulture), u);
        }
    }

    [Fact]
    public void Amounts_are_written_as_Kubernetes_writes_them()
    {
        Assert.Equal("1500m", Quantity.OfMilli(1500));
        Assert.Equal("2", Quantity.OfMilli(2000));
        Assert.Equal("64Mi", Quantity.OfBytes(67108864));
        Assert.Equal("1000", Quantity.OfBytes(1000));
    }
}

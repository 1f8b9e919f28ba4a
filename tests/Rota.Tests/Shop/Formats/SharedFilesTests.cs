using System.Diagnostics;
using Rota.Formats;
using Rota.Shop.Formats;
using Rota.Shop.Generators;
using Rota.Tests.Shop.Solvers;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class SharedFilesTests
{
    [Theory]
    [InlineData("ft06.standard.txt", "standard")]
    [InlineData("ft06.taillard.txt", "taillard")]
    [InlineData("ft06.jsplib.json", "jsplib")]
    public void The_three_forms_of_ft06_are_one_shop(string file, string format)
    {
        if (SharedData.Find($"shop/formats/{file}") is not { } path) { Assert.Skip("shared data absent"); return; }
        Assert.Equal(format, ShopFiles.Recognise(TextInput.Open(path)).Name);
        var shop = ShopFiles.ReadOne(path);
        Assert.Equal("ft06", shop.Name);
        SameShop.Assert(SharedShops.Read("ft")!["ft06"], shop);
    }

    [Fact]
    public void A_bel_file_is_the_shop_of_the_compact_set()
    {
        if (SharedData.Find("shop/formats/bel00.reentrant.txt") is not { } path) { Assert.Skip("shared data absent"); return; }
        Assert.Equal("re-entrant", ShopFiles.Recognise(TextInput.Open(path)).Name);
        var shop = ShopFiles.ReadOne(path);
        Assert.Equal(("bel00", 792, 48), (shop.Name, shop.Jobs.Length, shop.MachineCount));
        SameShop.Assert(SharedShops.Read("bel")!["bel00"], shop);
    }

    [Theory]
    [InlineData("ft", 3)]
    [InlineData("la", 40)]
    [InlineData("ta", 80)]
    [InlineData("tai", 32)]
    [InlineData("dct", 4)]
    [InlineData("bel", 14)]
    public void Every_compact_set_is_read_whole(string set, int count)
    {
        if (SharedData.Find($"shop/jsp_{set}.jsonl.gz") is not { } path) { Assert.Skip("shared data absent"); return; }
        var shops = ShopFiles.Read(path);
        Assert.Equal(count, shops.Length);
        var expected = SharedShops.Read(set)!;
        foreach (var shop in shops) SameShop.Assert(expected[shop.Name], shop);
    }

    [Fact]
    public void One_instance_of_a_set_is_named_behind_a_hash()
    {
        if (SharedData.Find("shop/jsp_ta.jsonl.gz") is not { } path) { Assert.Skip("shared data absent"); return; }
        SameShop.Assert(TaillardShops.Create("ta21"), ShopFiles.ReadOne(path + "#ta21"));
        Assert.Equal(
            $"{path}: has no instance 'ta81', expected one of 80: ta01, ta02, ta03, ta04, ta05, ...; did you mean 'ta01'?",
            Assert.Throws<InputException>(() => ShopFiles.Read(path + "#ta81")).Message);
        Assert.Equal(
            $"{path}: has 80 instances (ta01, ta02, ta03, ta04, ta05, ...), expected one; name it: {path}#ta01",
            Assert.Throws<InputException>(() => ShopFiles.ReadOne(path)).Message);
    }

    [Fact]
    public void Transport_instances_are_refused()
    {
        if (SharedData.Find("shop/transport_jsp.jsonl.gz") is not { } path) { Assert.Skip("shared data absent"); return; }
        Assert.Contains("instance 'ft06' has vehicles and travel times, expected a job shop without", Assert.Throws<InputException>(() => ShopFiles.Read(path)).Message);
    }

    [Theory]
    [InlineData("standard", 1000)]
    [InlineData("taillard", 300)]
    [InlineData("compact", 300)]
    [InlineData("jsplib", 100)]
    [InlineData("rota", 300)]
    public void A_million_operations_are_read_in_seconds(string format, int size)
    {
        var shop = TaillardShops.Create(size, size, 1, 2, 1000);
        var text = new StringWriter();
        ShopFiles.Write(shop, format, text);
        var watch = Stopwatch.StartNew();
        var input = TextInput.OfText(text.ToString(), "million");
        var read = ShopFiles.Read(input)[0];
        TestContext.Current.TestOutputHelper?.WriteLine($"{format} {watch.ElapsedMilliseconds} ms");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        SameShop.Assert(shop, read);
    }
}

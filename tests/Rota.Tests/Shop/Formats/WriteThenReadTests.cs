using CsCheck;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class WriteThenReadTests
{
    public static TheoryData<string> Names => [.. ShopFormats.All.Select(format => format.Name)];

    public static TheoryData<string> Writable => [.. ShopFormats.All.Where(format => format is not JspLibIndexFormat).Select(format => format.Name)];

    private static readonly Gen<ShopProblem> Shops = Gen.OneOf(RandomShops.Any, RandomShops.Plain, Generated(1, 9));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_is_read_again_or_refused_with_a_reason(string name)
    {
        var format = ShopFiles.Catalog.Find(name);
        var written = 0;
        Shops.Sample(shop =>
        {
            var output = new StringWriter();
            if (format.Refusal(shop) is not { } reason)
            {
                format.Write(shop, output);
                var read = format.Read(TextInput.OfText(output.ToString(), "again"), ShopReadOptions.Default);
                SameShop.Assert(shop, Assert.Single(read));
                Interlocked.Increment(ref written);
                return;
            }
            Assert.Contains(reason, Assert.Throws<RotaException>(() => format.Write(shop, output)).Message);
            Assert.Equal("", output.ToString());
        }, iter: 600);
        Assert.Equal(name != "jsplib-index", written > 0);
    }

    [Theory]
    [MemberData(nameof(Writable))]
    public void What_is_written_is_recognised_by_its_content(string name)
    {
        var format = ShopFiles.Catalog.Find(name);
        Generated(3, 12).Where(shop => format.Refusal(shop) is null).Sample(shop =>
        {
            var output = new StringWriter();
            format.Write(shop, output);
            var input = TextInput.OfText(output.ToString(), "again");
            Assert.Equal(name, ShopFiles.Recognise(input).Name);
            SameShop.Assert(shop, ShopFiles.Read(input)[0]);
        }, iter: 300);
    }

    [Fact]
    public void The_native_format_keeps_every_name() => RandomShops.Any.Sample(shop =>
    {
        var named = new ShopProblem("N\u00e4me \"x\"", shop.MachineCount, [.. shop.Jobs.Select(job => job with { Name = $"job\\{job.Name}" })], shop.Objective);
        var output = new StringWriter();
        ShopFiles.Write(named, "rota", output);
        var read = ShopFiles.Read(TextInput.OfText(output.ToString(), "again"))[0];
        Assert.Equal(named.Name, read.Name);
        Assert.Equal(named.Jobs.Select(job => job.Name), read.Jobs.Select(job => job.Name));
    }, iter: 200);

    [Fact]
    public void Without_a_format_a_plain_shop_is_written_as_standard_and_another_as_rota()
    {
        var plain = new StringWriter();
        ShopFiles.Write(TaillardShops.Create(2, 2, 1, 2), null, plain);
        Assert.StartsWith("2 2\n", plain.ToString());
        var due = new StringWriter();
        ShopFiles.Write(ShopGenerator.Create(new() { Jobs = 2, Machines = 2, Tightness = 1 }), null, due);
        Assert.StartsWith("{\"format\": \"rota-shop\"", due.ToString());
    }

    [Fact]
    public void A_format_that_cannot_hold_a_shop_says_which_part()
    {
        var shop = new ShopProblem("s", 1, [new("a", [new(0, 1)], Release: 3)]);
        Assert.Equal(
            "s cannot be written as 'standard', which does not hold release dates (job a has 3); write it as 'rota'",
            Assert.Throws<RotaException>(() => ShopFiles.Write(shop, "standard", TextWriter.Null)).Message);
        Assert.StartsWith("unknown format 'standart', expected one of standard, ", Assert.Throws<RotaException>(() => ShopFiles.Write(shop, "standart", TextWriter.Null)).Message);
    }

    private static Gen<ShopProblem> Generated(int least, int most) => Gen.Select(
        Gen.Int[least, most], Gen.Int[least, most], Gen.Enum<ShopKind>(), Gen.Bool, Gen.ULong,
        (jobs, machines, kind, choice, seed) => ShopGenerator.Create(new()
        {
            Jobs = jobs,
            Machines = machines,
            Kind = kind,
            MinDuration = 0,
            MaxDuration = 99,
            MaxChoices = choice ? Math.Min(3, machines) : 1,
            OperationsPerJob = kind == ShopKind.Reentrant ? machines + 3 : null,
            Seed = seed,
        }));
}

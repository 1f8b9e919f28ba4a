using System.Collections.Immutable;
using System.Text;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class AcceptanceTests : IDisposable
{
    // Two jobs on two machines: (0 for 1, 1 for 2), (1 for 3, 0 for 4).
    private static readonly ShopProblem Small = new("f", 2, [new("0", [new(0, 1), new(1, 2)]), new("1", [new(1, 3), new(0, 4)])]);

    private readonly string folder = Directory.CreateTempSubdirectory("rota-shop").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("2 2\n0 1 1 2\n1 3 0 4\n", "standard")]
    [InlineData("2 2\n0 1 1 2\n1 3 0 4", "standard")]
    [InlineData("# name\n\n  2\t2  \r\n 0 1\t1 2 \r\n\r\n1 3 0 4 # last\r\n\r\n", "standard")]
    [InlineData("\ufeff2 2\n0 1 1 2\n1 3 0 4\n", "standard")]
    [InlineData("2 2\n1 2\n3 4\n1 2\n2 1\n", "taillard", "taillard")]
    [InlineData("2 2\n1 2\n3 4\n0 1\n1 0\n", "taillard")]
    [InlineData("2 2\n0 1\n1 0\n1 2\n3 4\n", "taillard-machines-first")]
    [InlineData("2 2\n1 2\n2 1\n1 2\n3 4\n", "taillard-machines-first")]
    [InlineData("Nb of jobs, Nb of Machines, Time seed, Machine seed, Upper bound, Lower bound\n 2 2 9 8 7 6\nTimes\n1 2\n3 4\nMachines\n1 2\n2 1\n", "taillard")]
    [InlineData("2 2\nMachines\n1 2\n2 1\nTimes\n1 2\n3 4\n", "taillard")]
    [InlineData("2 2\n0 1 1 2 -1 -1\n1 3 0 4\n", "re-entrant")]
    [InlineData("2 2 1\n2 1 1 1 1 2 2\n2 1 2 3 1 1 4\n", "flexible")]
    [InlineData("2 2\n2 1 1 1 1 2 2\n2 1 2 3 1 1 4\n", "flexible")]
    [InlineData("text before\n\n ++++\n instance f\n\n ++++\n A small one 2x2\n 2 2\n 0 1 1 2\n 1 3 0 4\n ++++\n", "or-library")]
    [InlineData("""{"name":"f","family":"x","jobs":2,"machines":2,"ops":[[0,1,1,2],[1,3,0,4]]}""", "compact")]
    [InlineData("""{"ops":[[0,1,1,2],[1,3,0,4]],"machines":2}""", "compact")]
    [InlineData("""{"instance":"f","jobs":2,"machines":2,"data":[{"job":1,"operation":1,"machine":0,"duration":4},{"job":0,"operation":0,"machine":0,"duration":1},{"job":1,"operation":0,"machine":1,"duration":3},{"job":0,"operation":1,"machine":1,"duration":2}]}""", "jsplib")]
    [InlineData("""{"format":"rota-shop","machines":2,"jobs":[{"operations":[[0,1],[1,2]]},{"operations":[[[1,3]],[0,4]]}]}""", "rota")]
    public void The_small_shop_is_recognised_and_read(string text, string format, string? named = null)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var input = TextInput.Read(bytes, "f");
        if (named is null) Assert.Equal(format, ShopFiles.Recognise(input).Name);
        var shop = Assert.Single(ShopFiles.Read(input, new() { FormatName = named }));
        Assert.Equal("f", shop.Name);
        SameShop.Assert(Small, shop);
    }

    [Fact]
    public void Machines_that_count_from_1_are_read_with_the_option() =>
        SameShop.Assert(Small, Read("2 2\n1 1 2 2\n2 3 1 4", new() { FirstMachine = 1 })[0]);

    [Fact]
    public void A_job_that_skips_or_repeats_machines_is_read_when_that_is_allowed()
    {
        var expected = new ShopProblem("f", 2, [new("0", [new(0, 1), new(1, 2)]), new("1", [new(1, 3), new(1, 4)]), new("2", [new(0, 0)])]);
        SameShop.Assert(expected, Read("3 2\n0 1 1 2\n1 3 1 4\n0 0", new() { AllowReentrant = true })[0]);
        SameShop.Assert(expected, Read("3 2\n0 1 1 2\n1 3 1 4\n0 0", new() { FormatName = "re-entrant" })[0]);
    }

    [Fact]
    public void A_choice_of_machines_is_read()
    {
        // Job 0: machine 0 for 5 or machine 2 for 4. Job 1: machine 0 for 5, then machine 1 for 6.
        var expected = new ShopProblem("f", 3, [new("0", [new Operation([new(0, 5), new(2, 4)])]), new("1", [new(0, 5), new(1, 6)])]);
        SameShop.Assert(expected, Read("2 3 1.33\n1 2 1 5 3 4\n2 1 1 5 1 2 6\n")[0]);
        SameShop.Assert(expected, Read("""{"format":"rota-shop","machines":3,"jobs":[{"operations":[[[0,5],[2,4]]]},{"operations":[[0,5],[1,6]]}]}""")[0]);
    }

    [Fact]
    public void The_native_format_holds_dates_weights_and_objective()
    {
        var shop = Read("""{"format":"rota-shop","name":"n","objective":"total-weighted-tardiness","machines":1,"jobs":[{"name":"a","release":2,"due":-3,"weight":4,"operations":[[0,1]]},{"due":null,"operations":[]}]}""")[0];
        SameShop.Assert(new("n", 1, [new("a", [new(0, 1)], 2, -3, 4), new("1", [])], ShopObjective.TotalWeightedTardiness), shop);
        Assert.Equal(["a", "1"], shop.Jobs.Select(job => job.Name));
    }

    [Fact]
    public void Several_instances_of_a_file_are_all_read_or_one_by_name()
    {
        const string Text = "instance one\n1 1\n0 5\n+++\ninstance Two\n1 1\n0 6\n+++\n";
        Assert.Equal(["one", "Two"], Read(Text).Select(shop => shop.Name));
        Assert.Equal("Two", Assert.Single(Read(Text, new() { InstanceName = "two" })).Name);
        Assert.Equal("f: has no instance 'tow', expected one of 2: one, Two; did you mean 'Two'?", Assert.Throws<InputException>(() => Read(Text, new() { InstanceName = "tow" })).Message);
        const string Titled = "1 1 9\nTimes\n5\nMachines\n1\n1 1 9\nTimes\n6\nMachines\n1\n";
        Assert.Equal(["f-1", "f-2"], Read(Titled).Select(shop => shop.Name));
    }

    [Fact]
    public void An_index_leads_to_the_files_beside_it()
    {
        Directory.CreateDirectory(At("instances"));
        File.WriteAllText(At("instances/a"), "1 1\n0 5\n");
        File.WriteAllText(At("instances/b"), "2 1\n0 6\n0 7\n");
        File.WriteAllText(At("index"), """[{"name":"la", "jobs":1, "machines":1, "optimum":5, "path":"instances/a"}, {"name":"lb", "jobs":2, "machines":1, "optimum":null, "bounds":{"upper":13,"lower":13}, "path":"instances/b"}]""");
        Assert.Equal(["la", "lb"], ShopFiles.Read(At("index")).Select(shop => shop.Name));
        Assert.Equal(2, ShopFiles.ReadOne(At("index") + "#lb").Jobs.Length);
        // Only the file of the instance that is named has to be there.
        File.Delete(At("instances/a"));
        Assert.Equal(2, ShopFiles.ReadOne(At("index") + "#LB").Jobs.Length);
        Assert.Contains("instances/a: no such file", Assert.Throws<InputException>(() => ShopFiles.Read(At("index"))).Message);
        Assert.Contains("has no instance 'lc', expected one of 2: la, lb; did you mean 'la'?", Assert.Throws<InputException>(() => ShopFiles.Read(At("index") + "#lc")).Message);
    }

    [Theory]
    [InlineData("""[{"name":"a","path":"/etc/passwd"}]""", ":1:21: read '/etc/passwd', expected a path below the index")]
    [InlineData("""[{"name":"a","path":"x/../../y"}]""", ":1:21: read 'x/../../y', expected a path below the index")]
    [InlineData("""[{"name":"a","path":"index"}]""", ":1:21: 'index' is an index, expected an instance")]
    [InlineData("""[{"name":"a","jobs":2,"path":"one"}]""", ":1:21: 2 jobs, but 'one' has 1")]
    [InlineData("[]", ":1:1: an empty list, expected instances")]
    public void An_index_that_leads_astray_is_refused(string text, string message)
    {
        File.WriteAllText(At("one"), "1 1\n0 5\n");
        File.WriteAllText(At("index"), text);
        Assert.Equal(At("index") + message, Assert.Throws<InputException>(() => ShopFiles.Read(At("index"))).Message);
    }

    [Fact]
    public void A_file_whose_name_has_a_hash_is_read_by_its_name()
    {
        File.WriteAllText(At("a#b.txt"), "1 1\n0 5\n");
        Assert.Equal("a#b", ShopFiles.ReadOne(At("a#b.txt")).Name);
    }

    [Theory]
    [InlineData("data/ft06.standard.txt", "ft06")]
    [InlineData("ta21.jsonl.gz", "ta21")]
    [InlineData("plant 3.v2", "plant 3.v2")]
    [InlineData(".txt", ".txt")]
    [InlineData("-", "stdin")]
    public void A_shop_without_a_name_is_called_after_its_file(string path, string name) => Assert.Equal(name, InstanceNames.OfFile(path, "shop"));

    private static ImmutableArray<ShopProblem> Read(string text, ShopReadOptions? options = null) => ShopFiles.Read(TextInput.OfText(text, "f"), options);

    private string At(string name) => Path.Combine(folder, name);
}

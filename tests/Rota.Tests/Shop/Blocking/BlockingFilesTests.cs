using Rota.Formats;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Formats;
using Xunit;

namespace Rota.Tests.Shop.Blocking;

public class BlockingFilesTests
{
    [Fact]
    public void A_sidecar_is_read_whole()
    {
        var setup = BlockingFiles.Read(TextInput.OfText(
            """{"format": "rota-blocking", "shop": "la16.txt", "swap": false, "reload": true, "buffers": [0, 0], "stops": {"mode": "within", "probability": 0.1, "repair": [2, 9], "seed": 7, "hide_repair": true}}""", "a/b.json"));
        Assert.Equal(new StopModel(StopMode.Within, 0.1, 2, 9), setup.Stops);
        Assert.Equal((Path.Combine("a", "la16.txt"), false, true, 7UL, true), (setup.Shop, setup.Swap, setup.Reload, setup.Seed, setup.HideRepair));
    }

    [Fact]
    public void A_sidecar_may_be_yaml()
    {
        var input = TextInput.OfText("# cell 4\nformat: rota-blocking\nshop: la16.txt\nswap: false\nstops:\n  mode: within\n  probability: 0.1\n  repair: [2, 9]\n", "b.yaml");
        Assert.True(BlockingFiles.Recognises(input));
        var setup = BlockingFiles.Read(input);
        Assert.Equal((new StopModel(StopMode.Within, 0.1, 2, 9), "la16.txt", false), (setup.Stops, setup.Shop, setup.Swap));
        Assert.False(BlockingFiles.Recognises(TextInput.OfText("kind: Pod\nname: rota-blocking\n", "p.yaml")));
    }

    [Theory]
    [InlineData("[1]", "expected a blocking shop")]
    [InlineData("format: rota-blocking\nswap: maybe\n", "b.json:2:7: ")]
    [InlineData("""{"format": "rota-blockin"}""", "expected format 'rota-blocking'")]
    [InlineData("""{"format": "rota-blocking", "instanse": true}""", "did you mean 'instance'?")]
    [InlineData("""{"format": "rota-blocking", "buffers": -1}""", "b.json:1:40: ")]
    [InlineData("""{"format": "rota-blocking", "buffers": [0, 2]}""", "room between machines is not simulated")]
    [InlineData("""{"format": "rota-blocking", "stops": {"probability": 1}}""", "from 0 to below 1")]
    [InlineData("""{"format": "rota-blocking", "stops": {"repair": [0, 9]}}""", "the shortest repair")]
    [InlineData("""{"format": "rota-blocking", "stops": {"mode": "witin"}}""", "did you mean 'within'?")]
    public void Mistakes_are_told_in_one_line(string text, string fault)
    {
        var message = Assert.Throws<InputException>(() => BlockingFiles.Read(TextInput.OfText(text, "b.json"))).Message;
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Stops_by_operation_must_fit_the_shop()
    {
        var setup = BlockingFiles.Read(TextInput.OfText("""{"format": "rota-blocking", "stops": {"lengths": [[0, 5], [0, 0]]}}""", "b.json"));
        Assert.Equal([0, 5, 0, 0], setup.Apply(BlockingShops.Of(2, [0, 3, 1, 2], [1, 3, 0, 4]), "b.json").Stops.Given);
        Assert.Throws<RotaException>(() => setup.Apply(BlockingShops.Of(2, [0, 3, 1, 2]), "b.json"));
    }

    [Fact]
    public void A_trace_comes_back_as_it_was_written()
    {
        DownTime[] windows = [new(0, 3, 9, "tool, broken"), new(1, 4, 5), new(0, 20, 21)];
        using var text = new StringWriter();
        StopTrace.Write(windows, text);
        var read = StopTrace.Read(TextInput.OfText(text.ToString(), "trace.csv"), ["0", "1"]);
        Assert.Equal(windows.OrderBy(w => (w.Machine, w.Down)), read.OrderBy(w => (w.Machine, w.Down)));
    }

    [Theory]
    [InlineData("time,machine,event\n3,0,down\n", "never comes up again")]
    [InlineData("time,machine,event\n3,0,up\n", "is not down")]
    [InlineData("time,machine,event\n3,0,down\n3,0,up\n", "expected after 3")]
    [InlineData("time,machine,event\n3,7,down\n", "trace.csv:2:2: ")]
    [InlineData("time,machine,event\n3,0,dwon\n", "did you mean 'down'?")]
    [InlineData("time,machine\n3,0\n", "no column 'event'")]
    public void Mistakes_of_a_trace_are_told_in_one_line(string text, string fault) => Assert.Contains(
        fault, Assert.Throws<InputException>(() => StopTrace.Read(TextInput.OfText(text, "trace.csv"), ["0", "1"])).Message, StringComparison.Ordinal);
}

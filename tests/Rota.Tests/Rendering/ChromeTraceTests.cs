using System.Text.Json;
using Rota.Rendering;
using Rota.Schedules;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class ChromeTraceTests
{
    private static List<JsonElement> Events(Schedule schedule)
    {
        var writer = new StringWriter();
        ChromeTrace.Write(schedule, writer);
        return [.. JsonDocument.Parse(writer.ToString()).RootElement.GetProperty("traceEvents").EnumerateArray()];
    }

    private static string[] Threads(List<JsonElement> events) =>
        [.. events.Where(e => e.GetProperty("name").ValueEquals("thread_name")).Select(e => e.GetProperty("args").GetProperty("name").GetString()!)];

    [Fact]
    public void A_block_is_a_complete_event_on_the_thread_of_its_resource()
    {
        var events = Events(new("s", "ms", [new("lathe"), new("mill")], ["axle"], [new(1, 0, 2, 3, 12)]));
        Assert.Equal(["lathe", "mill"], Threads(events));
        var block = Assert.Single(events, e => e.GetProperty("ph").ValueEquals("X"));
        Assert.Equal("axle", block.GetProperty("name").GetString());
        Assert.Equal((2, 3000, 9000), (block.GetProperty("tid").GetInt32(), block.GetProperty("ts").GetInt32(), block.GetProperty("dur").GetInt32()));
        Assert.Equal(2, block.GetProperty("args").GetProperty("part").GetInt32());
    }

    [Fact]
    public void Blocks_at_once_on_one_resource_take_threads_of_their_own()
    {
        var events = Events(new("s", "h", [new("room", 2), new("hall")], ["a"], [new(0, 0, 0, 0, 5), new(0, 0, 1, 4, 6), new(0, 0, 2, 5, 7), new(0, 0, 3, 5, 5)]));
        Assert.Equal(["room (1 of 2)", "room (2 of 2)", "hall"], Threads(events));
        Assert.Equal([1, 2, 1, 1], events.Where(e => e.GetProperty("ph").ValueEquals("X"))
            .OrderBy(e => e.GetProperty("args").GetProperty("part").GetInt32()).Select(e => e.GetProperty("tid").GetInt32()));
    }
}

using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Live;
using Rota.Shop.Transfer.Policies;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class LiveLineTests
{
    [Fact]
    public void Commands_follow_events_as_in_the_rehearsal()
    {
        var live = new LiveLine(SeriesLine.Create("one", [20_000], [1], 5000, 5000, 0, 1, 0), new FirstInFirstOut(), TimeProvider.System);
        Assert.Equal([new TransferCommand(0, 0, 0, 1, -1)], live.Decide());
        Assert.Empty(live.Decide());
        Assert.Empty(live.TransferDone(0));
        Assert.Equal([new TransferCommand(0, 0, 1, 2, -1)], live.PlateReady(0));
        Assert.Equal([new TransferCommand(0, 1, 0, 1, -1)], live.TransferDone(0));
        Assert.Single(live.State.Outputs);
        Assert.Contains("plate 7", Assert.Throws<RotaException>(() => live.PlateReady(7)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_station_is_left_alone_until_it_goes_on()
    {
        var live = new LiveLine(ReferenceLines.Create(0), new EarliestStart(), TimeProvider.System);
        Assert.Empty(live.StationStopped(1, stopped: true));
        Assert.Equal([new TransferCommand(0, 0, 0, 1, -1)], live.StationStopped(1, stopped: false));
    }

    [Fact]
    public void Two_arms_change_plates()
    {
        var live = new LiveLine(SeriesLine.Create("one", [20_000], [1], 5000, 5000, 2000, 2, 0), new SwapCycle(), TimeProvider.System);
        live.Decide();
        Assert.Equal([new TransferCommand(0, 1, 0, 1, 0)], live.TransferDone(0));
        live.PlateReady(0);
        Assert.Equal([new TransferCommand(0, 0, -1, 2, -1)], live.TransferDone(0));
    }

    [Fact]
    public void A_policy_that_looks_ahead_sees_commands_under_way_come_to_their_end()
    {
        // Two robots on one line: when the second decides, the first is on its way and nobody knows until when.
        var one = ReferenceLines.Create(4);
        var line = new TransferLine("two", one.Stations, [one.Robots[0] with { Name = "a" }, one.Robots[0] with { Name = "b" }], one.Recipes);
        var live = new LiveLine(line, new LookAhead(_ => new EarliestStart(), samples: 2), TimeProvider.System);
        live.Decide();
        Assert.NotEmpty(live.TransferDone(0));
        var future = live.State.Imagine(1);
        Assert.True(future.Advance(1));
        Assert.True(future.Now > 0);
        while (future.Advance(3))
        {
            if (new EarliestStart().Choose(future) is >= 0 and var choice) future.Take(choice);
            else future.Wait();
        }
        Assert.Equal(3, future.Outputs.Count);
    }
}

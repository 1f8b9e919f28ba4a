using CsCheck;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class TransferCheckerTests
{
    [Fact]
    public void Every_rule_on_random_lines_keeps_every_law() =>
        Gen.Select(Gen.ULong, Gen.Int[0, TransferPolicies.All.Length - 1]).Sample(
            (seed, rule) =>
            {
                var line = RandomLines.Create(seed);
                var log = new LineLog();
                var result = LineRehearsal.Run(line, TransferPolicies.All[rule], seed, line.Arrivals.Lot.IsEmpty ? 30 : null, log, cancellation: TestContext.Current.CancellationToken);
                Assert.False(result.Deadlocked);
                Assert.Equal(line.Arrivals.Lot.IsEmpty ? 30 : line.Arrivals.Lot.Length, result.Outputs.Length);
                Assert.Empty(TransferChecker.Violations(line, log));
            },
            iter: 150);

    [Fact]
    public void Batches_servers_and_rails_keep_every_law()
    {
        var log = new LineLog();
        var kinematics = new RobotKinematics();
        Station[] stations =
        [
            new("in", StationKind.Input), new("oven", StationKind.Process) { X = 3000, Capacity = 3, Batch = 3 }, new("bank", StationKind.Buffer) { X = 6000, Capacity = 4 },
            new("press") { X = 9000, Capacity = 3, Servers = 1 }, new("out", StationKind.Output) { X = 12_000 },
        ];
        Robot[] robots = [kinematics.Create("a", stations) with { Reach = [0, 1, 2], Clearance = 2500 }, kinematics.Create("b", stations) with { Reach = [2, 3, 4], Home = 4, Clearance = 2500 }];
        var line = new TransferLine("mixed", stations, robots, [new("p", [new([1], 90_000), new([2], 0), new([3], 20_000)])]);
        foreach (var rule in TransferPolicies.All)
        {
            log = new();
            var result = LineRehearsal.Run(line, rule, 1, 40, log, cancellation: TestContext.Current.CancellationToken);
            Assert.Equal(40, result.Outputs.Length);
            Assert.Empty(TransferChecker.Violations(line, log));
        }
    }

    [Fact]
    public void A_log_that_was_tampered_with_is_refused()
    {
        var line = ReferenceLines.Create(3, arms: 2);
        var log = new LineLog();
        LineRehearsal.Run(line, new SwapCycle(), 1, 20, log, cancellation: TestContext.Current.CancellationToken);
        Assert.Empty(TransferChecker.Violations(line, log));
        log.Stays[5] = log.Stays[5] with { Done = log.Stays[5].Done - 1 };
        Assert.Contains(TransferChecker.Violations(line, log), fault => fault.Contains("worked on", StringComparison.Ordinal));
        log.Robots[12] = log.Robots[12] with { Start = log.Robots[12].Start - 1 };
        Assert.Contains(TransferChecker.Violations(line, log), fault => fault.Contains("two things", StringComparison.Ordinal) || fault.Contains("table", StringComparison.Ordinal));
    }

    [Fact]
    public void Crossing_recipes_never_lock_up()
    {
        // Two recipes in opposite directions through two stations: the textbook deadlock.
        Station[] stations = [new("in", StationKind.Input), new("a"), new("b"), new("out", StationKind.Output)];
        var robot = new Robot("r", [.. Enumerable.Range(0, 4).Select(i => (System.Collections.Immutable.ImmutableArray<long>)[.. Enumerable.Range(0, 4).Select(k => i == k ? 0L : 3000L)])])
        {
            Pick = [2000, 2000, 2000, 2000],
            Place = [2000, 2000, 2000, 2000],
        };
        var line = new TransferLine("crossing", stations, [robot], [new("x", [new([1], 20_000), new([2], 30_000)]), new("y", [new([2], 25_000), new([1], 15_000)])]);
        Assert.True(line.HasCircle);
        foreach (var rule in TransferPolicies.All)
            for (ulong seed = 1; seed <= 5; seed++) Assert.False(LineRehearsal.Run(line, rule, seed, 60, cancellation: TestContext.Current.CancellationToken).Deadlocked);
    }
}

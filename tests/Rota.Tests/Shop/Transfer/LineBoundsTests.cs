using System.Collections.Immutable;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Horizon;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class LineBoundsTests
{
    [Fact]
    public void Robots_that_share_a_line_share_its_moves_at_best()
    {
        var one = ReferenceLines.Create(4);
        var two = new TransferLine("two", one.Stations, [one.Robots[0] with { Name = "a" }, one.Robots[0] with { Name = "b" }], one.Recipes);
        Assert.Equal(100, LineBounds.Of(one).RobotSeconds);
        Assert.Equal(50, LineBounds.Of(two).RobotSeconds);
        Assert.True(LineRehearsal.Run(two, new EarliestStartOldest(), 1, 80, cancellation: TestContext.Current.CancellationToken).Tact >= LineBounds.Of(two).Tact - 0.01);
    }

    [Fact]
    public void No_rule_is_faster_than_the_bound_on_random_lines_without_chance()
    {
        for (ulong seed = 1; seed <= 120; seed++)
        {
            var line = RandomLines.Create(seed);
            if (!line.Arrivals.Lot.IsEmpty || line.Recipes.Length > 1 || line.Noise.Kind != NoiseKind.None || line.Stations.Any(s => s.MeanUp > 0)) continue;
            var bound = LineBounds.Of(line).Tact;
            foreach (var rule in (ITransferPolicy[])[new EarliestStartOldest(), new SwapCycle(), new Push()])
                Assert.InRange(LineRehearsal.Run(line, rule, 1, 120, cancellation: TestContext.Current.CancellationToken).Tact, 0.99 * bound, double.PositiveInfinity);
        }
    }

    [Fact]
    public void Plates_that_come_back_to_a_station_neither_lock_up_two_arms_nor_beat_the_bound()
    {
        // a, b, a again: a swap at a takes out a plate that needs b, and the plate in b needs a.
        ImmutableArray<ImmutableArray<long>> ways = [[0, 2000, 2000, 2000], [2000, 0, 2000, 2000], [2000, 2000, 0, 2000], [2000, 2000, 2000, 0]];
        foreach (var arms in (int[])[1, 2])
        {
            var robot = new Robot("r", ways) { Arms = arms, Pick = [1000, 1000, 1000, 1000], Place = [1000, 1000, 1000, 1000] };
            var line = new TransferLine("back", [new("in", StationKind.Input), new("a"), new("b"), new("out", StationKind.Output)], [robot], [new("p", [new([1], 3000), new([2], 1000), new([1], 2000)])]);
            foreach (var rule in TransferPolicies.All)
            {
                var log = new LineLog();
                var result = LineRehearsal.Run(line, rule, 1, 40, log, TestContext.Current.CancellationToken);
                Assert.False(result.Deadlocked);
                Assert.Empty(TransferChecker.Violations(line, log));
                Assert.True(result.Tact >= LineBounds.Of(line).Tact - 0.01, $"{rule.Name}: {result.Tact} below {LineBounds.Of(line).Tact}");
            }
        }
    }

    [Fact]
    public void Two_steps_in_a_row_at_a_station_of_one_place_are_refused() => Assert.Contains(
        "make them one step", Assert.Throws<RotaException>(() => new TransferLine("twice", ReferenceLines.Create(0).Stations, ReferenceLines.Create(0).Robots, [new("p", [new([1], 1000), new([1], 500)])])).Message, StringComparison.Ordinal);

    [Fact]
    public void Features_have_names() => Assert.Equal(TransferFeatures.Count, TransferFeatures.Names.Distinct().Count());

    [Fact]
    public void The_horizon_holds_the_moves_of_the_rule_and_leaves_the_line_alone()
    {
        var state = new LineSimulation(ReferenceLines.Create(0), 1);
        var rule = new PullCycle();
        for (var i = 0; i < 25 && state.Advance(1000); i++) state.Take(rule.Choose(state));
        Assert.True(state.Advance(1000));
        var digest = state.Digest();
        var horizon = HorizonProblem.Of(state, rule, 8);
        Assert.Equal(digest, state.Digest());
        Assert.Equal(8, horizon.Rule.Length);
        Assert.Equal(8, horizon.Plates.Sum(plate => plate.Moves));
        // The first is the one the rule makes now.
        Assert.Equal(state.Plates[state.Candidates[rule.Choose(state)].Plate].Id, horizon.Plates[horizon.Rule[0].Plate].Id);
        Assert.Equal(state.Now, horizon.Robots[0].Free);
    }
}

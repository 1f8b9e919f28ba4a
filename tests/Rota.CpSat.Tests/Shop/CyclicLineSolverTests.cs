using System.Collections.Immutable;
using Rota.CpSat.Shop;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.CpSat.Tests.Shop;

public sealed class CyclicLineSolverTests
{
    [Theory]
    [InlineData(0, 95)]
    [InlineData(1, 125)]
    [InlineData(2, 80)]
    [InlineData(3, 95)]
    [InlineData(4, 100)]
    [InlineData(5, 120)]
    public void Reference_lines_have_cycles_at_the_bound(int row, double tact)
    {
        var plan = CyclicLineSolver.Solve(ReferenceLines.Create(row))!;
        Assert.True(plan.IsOptimal);
        Assert.Equal(tact * 1000, plan.Period);
    }

    [Fact]
    public void A_cycle_runs_in_the_simulation_as_it_was_planned()
    {
        // Unequal ways on a rail, one station a stage: the order is not the pull cycle's by nature, its period must come out of the simulation all the same.
        Station[] stations = [new("in", StationKind.Input), new("a") { X = 9000 }, new("b") { X = 2000 }, new("c") { X = 6000 }, new("out", StationKind.Output) { X = 1000 }];
        var robot = new RobotKinematics().Create("r", stations);
        var line = new TransferLine("zigzag", stations, [robot], [new("p", [new([1], 30_000), new([2], 55_000), new([3], 20_000)])]);
        var plan = CyclicLineSolver.Solve(line)!;
        Assert.True(plan.IsOptimal);
        Assert.True(plan.Period >= 1000 * LineBounds.Of(line).Tact - 1);
        Assert.InRange(LineRehearsal.Run(line, plan.Policy, 1, 401, cancellation: TestContext.Current.CancellationToken).Tact, (plan.Period / 1000.0) - 0.01, (plan.Period / 1000.0) + 0.01);
    }

    [Fact]
    public void A_longest_stay_makes_the_robot_stand_and_wait()
    {
        var line = SeriesLine.Create("tight", [20_000, 200_000], [1, 1], 5000, 5000, 0, 1, 0);
        ImmutableArray<RecipeStep> steps = [line.Recipes[0].Steps[0] with { MaxHold = 0 }, line.Recipes[0].Steps[1]];
        var strict = new TransferLine("strict", line.Stations, line.Robots, [new("p", steps)]);
        // By hand. Free: 200 of work and 35 until the next plate is in. Strict: to the second stage, out and back takes 25, longer than the first stage works, so the robot stands there:
        // empty the second stage 15, to the input 5, load the first 15, wait 20, carry over 15: 70 from done to loaded.
        Assert.Equal(235_000, CyclicLineSolver.Solve(line)!.Period);
        Assert.Equal(270_000, CyclicLineSolver.Solve(strict)!.Period);
    }
}

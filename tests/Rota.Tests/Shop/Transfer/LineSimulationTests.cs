using Rota.Learning;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class LineSimulationTests
{
    [Fact]
    public void One_plate_through_one_station_by_hand()
    {
        // From the input (0 s), pick 5, way 5, place 5: in at 15. Work 20: done at 35; the robot stands there. Pick 5, way 5, place 5: out at 50.
        var line = SeriesLine.Create("one", [20_000], [1], 5000, 5000, 0, 1, 0);
        var log = new LineLog();
        var result = LineRehearsal.Run(line, new FirstInFirstOut(), 1, 1, log, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal([50_000L], result.Outputs);
        var stay = Assert.Single(log.Stays);
        Assert.Equal((15_000L, 15_000L, 35_000L, 35_000L), (stay.In, stay.Started, stay.Done, stay.Out));
    }

    [Fact]
    public void A_trapezoid_and_a_triangle_of_speed_by_hand()
    {
        var axis = new Axis(2, 1);
        Assert.Equal(7, axis.Seconds(10), 9);
        Assert.Equal(2, axis.Seconds(1), 9);
        Assert.Equal(0, axis.Seconds(0), 9);
    }

    [Fact]
    public void A_fork_goes_its_own_way_and_leaves_the_state_untouched()
    {
        var state = new LineSimulation(ReferenceLines.Create(4, noise: 0.2), 7);
        var rule = new EarliestStart();
        for (var i = 0; i < 200 && state.Advance(1000); i++) state.Take(Math.Max(0, rule.Choose(state)));
        Assert.True(state.Advance(1000));
        var (digest, fork) = (state.Digest(), state.Fork());
        Assert.Equal(digest, fork.Digest());
        for (var i = 0; i < 50 && fork.Advance(1000); i++) fork.Take(0);
        Assert.Equal(digest, state.Digest());
        Assert.NotEqual(digest, fork.Digest());
    }

    [Fact]
    public void The_same_seed_is_the_same_day_for_every_policy()
    {
        var line = ReferenceLines.Create(0, noise: 0.2);
        var (first, second) = (new LineLog(), new LineLog());
        LineRehearsal.Run(line, new FirstInFirstOut(), 3, 50, first, cancellation: TestContext.Current.CancellationToken);
        LineRehearsal.Run(line, new EarliestStart(), 3, 50, second, cancellation: TestContext.Current.CancellationToken);
        var times = first.Stays.ToDictionary(stay => (stay.Plate, stay.Step), stay => stay.Done - stay.Started);
        Assert.All(second.Stays.Where(stay => times.ContainsKey((stay.Plate, stay.Step))), stay => Assert.Equal(times[(stay.Plate, stay.Step)], stay.Done - stay.Started));
    }

    [Fact]
    public void The_environment_pays_zero_on_average_at_the_bound()
    {
        var environment = new TransferEnvironment(_ => ReferenceLines.Create(0, arms: 2), 200);
        var policy = new TransferRulePolicy(new SwapCycle());
        environment.Reset(1);
        var (paid, over) = (0.0, false);
        while (!over)
        {
            var step = environment.Step(policy.Choose(new(environment, new Observation(environment.Schema)), new(1), 0).Candidate);
            paid += step.Reward;
            over = step.IsOver;
        }
        // Filling the empty line costs a few plates' time; from then on nothing.
        Assert.InRange(paid, -6, 0);
        Assert.Equal(1, environment.Cost, 3);
    }

    [Fact]
    public void Observations_of_random_lines_are_sound()
    {
        var environment = new TransferEnvironment(RandomLines.Create, 10);
        var observation = new Observation(environment.Schema);
        for (ulong seed = 1; seed <= 20; seed++)
        {
            environment.Reset(seed);
            Assert.True(environment.CandidateCount > 0);
            while (environment.CandidateCount > 0)
            {
                // Throws at the first number that is none.
                observation.Capture(environment);
                Assert.Equal(environment.CandidateCount, observation.CandidateCount);
                if (environment.Step((int)(seed % (ulong)environment.CandidateCount)).IsOver) break;
            }
        }
    }
}

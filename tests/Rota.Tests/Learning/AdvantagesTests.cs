using Rota.Learning;
using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class AdvantagesTests
{
    private static Rollout Of(params (float Value, double Reward, double Elapsed, bool Ends, float Bootstrap)[] decisions)
    {
        var environment = new Knapsack();
        environment.Reset(1);
        var observation = new Observation(environment.Schema);
        observation.Capture(environment);
        var rollout = new Rollout(environment.Schema);
        foreach (var (value, reward, elapsed, ends, bootstrap) in decisions)
            rollout.Add(observation, new Choice(0, 0, value), new StepResult(reward, elapsed, ends), ends, bootstrap);
        return rollout;
    }

    private static (float[] Advantages, float[] Returns) Estimate(Rollout rollout, Discount discount, double lambda)
    {
        var (advantages, returns) = (new float[rollout.Count], new float[rollout.Count]);
        Advantages.Estimate(rollout, discount, lambda, advantages, returns);
        return (advantages, returns);
    }

    [Fact]
    public void Two_steps_to_a_real_end_are_as_worked_out_by_hand()
    {
        // gamma 0.5, lambda 0.5: delta1 = 2 - 3 = -1; delta0 = 1 + 0.5*3 - 2 = 0.5; A0 = 0.5 + 0.25*(-1) = 0.25.
        var (advantages, returns) = Estimate(Of((2, 1, 1, false, 0), (3, 2, 1, true, 0)), new(0.5), 0.5);
        Assert.Equal([0.25f, -1f], advantages);
        Assert.Equal([2.25f, 2f], returns);
    }

    [Fact]
    public void A_cut_segment_takes_the_value_of_what_would_have_come_and_nothing_of_the_next_segment()
    {
        // delta = 1 + 0.5*4 - 2 = 1; the second segment's 100 must not leak in.
        var (advantages, _) = Estimate(Of((2, 1, 1, true, 4), (0, 100, 1, true, 0)), new(0.5), 0.5);
        Assert.Equal([1f, 100f], advantages);
    }

    [Fact]
    public void Stages_of_one_action_are_neither_discounted_nor_distrusted()
    {
        // g = l = 1 over the first step: delta0 = 0 + 3 - 2 = 1, A0 = 1 + A1 with A1 = 2 - 3.
        var (advantages, _) = Estimate(Of((2, 0, 0, false, 0), (3, 2, 1, true, 0)), new(0.5), 0);
        Assert.Equal([0f, -1f], advantages);
    }

    [Fact]
    public void A_rate_discounts_by_elapsed_time()
    {
        // e^(-0.5*2) = 0.3679: A0 = 0 + 0.3679*10 - 0.
        var (advantages, _) = Estimate(Of((0, 0, 2, false, 0), (10, 10, 1, true, 0)), new(1, Rate: 0.5), 0.95);
        Assert.Equal(10 * Math.Exp(-1), advantages[0], 5);
    }

    [Fact]
    public void Stages_share_a_group_and_episodes_do_not()
    {
        var rollout = Of((0, 0, 0, false, 0), (0, 0, 1, false, 0), (0, 0, 0, true, 0), (0, 0, 1, true, 0));
        Assert.Equal([0, 0, 1, 2], rollout.Groups.ToArray());
    }

    [Fact]
    public void Normalised_values_have_mean_0_and_spread_1_and_equal_ones_become_0()
    {
        float[] values = [1, 2, 3, 6];
        Advantages.Normalise(values);
        Assert.Equal(0, values.Average(), 6);
        Assert.Equal(1, values.Average(x => x * x), 5);
        float[] equal = [5, 5, 5];
        Advantages.Normalise(equal);
        Assert.Equal([0f, 0f, 0f], equal);
    }

    [Fact]
    public void A_reward_that_is_no_number_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Of((0, double.NaN, 1, true, 0)));
}

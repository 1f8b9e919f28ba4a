using CsCheck;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Solving;

public class LimitTests
{
    private static readonly Limit TenSeconds = Limit.Time(TimeSpan.FromSeconds(10));
    private static readonly Limit Target930 = Limit.Target(930);
    private static readonly Limit ThreeSecondsStill = Limit.NoImprovement(TimeSpan.FromSeconds(3));

    [Theory]
    [InlineData(9.9, 0, null, false, false, false)]
    [InlineData(10, 0, null, true, false, false)]
    [InlineData(9, 9, null, false, false, false)] // without an answer nothing can be still
    [InlineData(9, 0, 931L, false, false, false)]
    [InlineData(9, 0, 930L, false, true, false)]
    [InlineData(9, 3, 931L, false, false, true)]
    [InlineData(9, 2.9, 929L, false, true, false)]
    public void Each_looks_at_its_own(double elapsed, double still, long? objective, bool time, bool target, bool noImprovement)
    {
        var state = new SearchState(elapsed, still, objective, 0);
        Assert.Equal(
            (time, target, noImprovement, false),
            (TenSeconds.Reached(state), Target930.Reached(state), ThreeSecondsStill.Reached(state), Limit.None.Reached(state)));
    }

    [Fact]
    public void Compositions_stop_as_their_parts_say() =>
        Gen.Select(Gen.Double[0, 20], Gen.Double[0, 6], Gen.Long[925, 935], Gen.Bool).Sample((elapsed, still, objective, any) =>
        {
            var state = new SearchState(elapsed, still, any ? objective : null, 0);
            Limit[] parts = [TenSeconds, Target930, ThreeSecondsStill, Limit.None];
            foreach (var left in parts)
            {
                foreach (var right in parts)
                {
                    Assert.Equal(left.Reached(state) || right.Reached(state), (left | right).Reached(state));
                    Assert.Equal(left.Reached(state) && right.Reached(state), (left & right).Reached(state));
                    Assert.Equal(left | right, left.BitwiseOr(right));
                    Assert.Equal(left & right, left.BitwiseAnd(right));
                }
            }
        });

    [Fact]
    public void The_deadline_is_when_time_alone_surely_stops()
    {
        var five = Limit.Time(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(5), (TenSeconds | five).Deadline);
        Assert.Equal(TimeSpan.FromSeconds(10), (TenSeconds & five).Deadline);
        Assert.Equal(TimeSpan.FromSeconds(10), (Target930 | TenSeconds).Deadline);
        Assert.Null((Target930 & TenSeconds).Deadline);
        Assert.Null((Target930 | ThreeSecondsStill).Deadline);
        Assert.Null(Limit.None.Deadline);
    }
}

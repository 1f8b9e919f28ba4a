using System.Collections.Immutable;
using Rota.SingleMachine.FlowTime;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowTimeCheckerTests
{
    private static readonly FlowProblem Two = FlowJobs.Of((0, [2, 1]), (1, [1]));

    [Fact]
    public void A_schedule_that_keeps_every_rule_is_accepted_and_measured()
    {
        var verdict = Check(new(0, 0, 0, 0, 1), new(0, 1, 0, 1, 2), new(0, 0, 0, 2, 3), new(0, 0, 1, 3, 4));
        Assert.Empty(verdict.Violations);
        Assert.Equal(4 + 1, verdict.Objective);
    }

    [Fact]
    public void Work_before_the_release_is_noticed() =>
        Broken("before its release", new(0, 1, 0, 0, 1), new(0, 0, 0, 1, 3), new(0, 0, 1, 3, 4));

    [Fact]
    public void Operations_out_of_order_are_noticed() =>
        Broken("expected operation 0", new(0, 0, 1, 0, 1), new(0, 0, 0, 1, 3), new(0, 1, 0, 3, 4));

    [Fact]
    public void Two_things_at_once_are_noticed() =>
        Broken("while it is busy until 2", new(0, 0, 0, 0, 2), new(0, 1, 0, 1, 2), new(0, 0, 1, 2, 3));

    [Fact]
    public void A_job_on_two_servers_at_once_is_noticed() =>
        Assert.Contains("already runs", new FlowTimeChecker(2).Check(FlowJobs.Of((0, [4])), new([new(0, 0, 0, 0, 2), new(1, 0, 0, 1, 3)])).Violations[0]);

    [Fact]
    public void Work_that_is_missing_or_too_much_is_noticed()
    {
        Broken("is not finished", new(0, 0, 0, 0, 2), new(0, 1, 0, 2, 3));
        Broken("longer than its length", new(0, 0, 0, 0, 3), new(0, 0, 1, 3, 4), new(0, 1, 0, 4, 5));
    }

    [Fact]
    public void Idling_while_somebody_waits_is_noticed_where_it_is_forbidden()
    {
        ImmutableArray<FlowBlock> late = [new(0, 0, 0, 1, 3), new(0, 0, 1, 3, 4), new(0, 1, 0, 4, 5)];
        Assert.Contains("0 of 1 servers run from 0", Assert.Single(FlowTimeChecker.Instance.Check(Two, new(late)).Violations));
        Assert.Empty(new FlowTimeChecker(mayIdle: true).Check(Two, new(late)).Violations);
    }

    [Fact]
    public void Blocks_of_nothing_that_exists_are_noticed()
    {
        Broken("on server 1", new FlowBlock(1, 0, 0, 0, 2));
        Broken("of job 7", new FlowBlock(0, 7, 0, 0, 2));
        Broken("operation 5", new FlowBlock(0, 0, 5, 0, 2));
        Broken("empty or runs backwards", new FlowBlock(0, 0, 0, 2, 2));
    }

    private static Rota.Solving.Verdict Check(params FlowBlock[] blocks) => FlowTimeChecker.Instance.Check(Two, new([.. blocks]));

    private static void Broken(string expected, params FlowBlock[] blocks) => Assert.Contains(expected, Check(blocks).Violations[0]);
}

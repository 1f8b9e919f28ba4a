using CsCheck;
using Rota.Schedules;
using Rota.SingleMachine;
using Xunit;

namespace Rota.Tests.SingleMachine.Checker;

public sealed class TardinessCheckerTests
{
    // a: [0, 3), due 4, in time. b waits for its release: [5, 7), due 6, 1 late times 3. c: [7, 11), due -1, 12 late times 2.
    private static readonly TardinessProblem Problem = new(
        "three", [new("a", 3, 4), new("b", 2, 6, Weight: 3, Release: 5), new("c", 4, -1, Weight: 2)]);

    [Fact]
    public void An_order_is_measured_with_weights_and_releases()
    {
        var verdict = TardinessChecker.Instance.Check(Problem, TardinessSequence.Of([0, 1, 2]));
        Assert.Empty(verdict.Violations);
        Assert.Equal((1 * 3) + (12 * 2), verdict.Objective);
    }

    [Fact]
    public void Totals_and_blocks_say_the_same()
    {
        var sequence = TardinessSequence.Of([0, 1, 2]);
        Assert.Equal(new TardinessTotals(27, 13, 12, 2), TardinessTotals.Of(Problem, sequence));
        var schedule = sequence.ToSchedule(Problem);
        Assert.Equal(["[0, 3)", "[5, 7)", "[7, 11)"], schedule.Blocks.Select(block => block.Interval));
        Assert.Empty(ScheduleValidation.Violations(schedule));
    }

    [Fact]
    public void What_is_no_order_is_refused_in_words()
    {
        Assert.Equal(["the sequence has 2 jobs, expected 3"], TardinessChecker.Instance.Check(Problem, TardinessSequence.Of([0, 1])).Violations);
        Assert.Equal(["job b comes again at place 2"], TardinessChecker.Instance.Check(Problem, TardinessSequence.Of([0, 1, 1])).Violations);
        Assert.Equal(["place 1 holds job number 7, expected 0 to 2"], TardinessChecker.Instance.Check(Problem, TardinessSequence.Of([0, 7, 1])).Violations);
        Assert.Equal(long.MaxValue, TardinessChecker.Instance.Check(Problem, new(default)).Objective);
    }

    [Fact]
    public void The_referee_and_the_totals_agree_on_every_order() => RandomJobs.Any(9).Sample(problem =>
    {
        var sequence = TardinessSequence.Of(Enumerable.Range(0, problem.Jobs.Length).Reverse().ToArray());
        Assert.Equal(TardinessTotals.Of(problem, sequence).Weighted, TardinessChecker.Instance.Check(problem, sequence).Objective);
    }, iter: 300);

    [Fact]
    public void A_problem_says_what_it_cannot_take()
    {
        Refuses("n: job a has processing time 0, expected at least 1", new TardinessJob("a", 0, 1));
        Refuses("n: job a has weight -1, expected at least 0", new TardinessJob("a", 1, 1, Weight: -1));
        Refuses("n: job a has release -1, expected at least 0", new TardinessJob("a", 1, 1, Release: -1));
        Refuses("n: job a comes twice, expected an id for each", new("a", 1, 1), new("a", 2, 1));
        Refuses("n: processing times and the last release add up to 2147483648, expected at most 2^31 - 1", new("a", int.MaxValue, 1), new("b", 1, 1));
        Refuses("n: an order could cost more than 2^62; use smaller weights or due dates nearer to 0", new TardinessJob("a", 1, -(1L << 62)));
    }

    private static void Refuses(string message, params TardinessJob[] jobs) =>
        Assert.Equal(message, Assert.Throws<RotaException>(() => new TardinessProblem("n", [.. jobs])).Message);
}

using CsCheck;
using Rota.SingleMachine;
using Rota.SingleMachine.Policies;
using Xunit;

namespace Rota.Tests.SingleMachine.Policies;

public sealed class SequencingRuleTests
{
    // The article's example: MDDC finds the optimum, MDD does not.
    private static readonly TardinessProblem Example = Jobs((10, 15), (11, 11), (10, 13), (10, 11), (11, 12), (10, 11));

    public static TheoryData<string> Names => [.. SequencingRules.All.Select(rule => rule.Name)];

    [Theory]
    [InlineData("mddc", "3 5 2 0 1 4", 141)]
    [InlineData("mdd", "1 0 2 3 5 4", 144)]
    public void The_articles_example_comes_out_as_printed(string rule, string order, long cost)
    {
        var found = SequencingRules.Find(rule).Order(Example)!;
        Assert.Equal(order, string.Join(' ', found));
        Assert.Equal(cost, Cost(Example, found));
        Assert.True(cost >= EveryOrder.Best(Example));
    }

    [Fact]
    public void The_articles_example_has_the_optimum_that_MDDC_finds() => Assert.Equal(141, EveryOrder.Best(Example));

    [Theory]
    // Due 9 and 2: by due date; the first is shorter.
    [InlineData("edd", "1 0", 3, 9, 5, 2)]
    [InlineData("spt", "0 1", 3, 9, 5, 2)]
    // From shortest first, job 1 (due 2) may pass job 0 if that is still due after the work before it: 9 > 3.
    [InlineData("eddc", "1 0", 3, 9, 5, 2)]
    // Job 0 would not be: 3 is not after 3.
    [InlineData("eddc", "0 1", 3, 3, 5, 2)]
    [InlineData("eddc-printed", "1 0", 3, 3, 5, 2)]
    // Modified due dates max(3, 9) and max(5, 2).
    [InlineData("mdd", "1 0", 3, 9, 5, 2)]
    // The shorter could be on time, yet not behind the other: 4 <= 0 + 5.
    [InlineData("psk", "0 1", 3, 4, 5, 2)]
    [InlineData("psk", "1 0", 3, 9, 5, 2)]
    // (8 - 9) / 3 and (8 - 2) / 5.
    [InlineData("panneerselvam", "1 0", 3, 9, 5, 2)]
    // 5 <= 9: due order keeps.
    [InlineData("wilkerson-irwin", "1 0", 3, 9, 5, 2)]
    // 5 > 4: the shorter first.
    [InlineData("wilkerson-irwin", "0 1", 3, 4, 5, 2)]
    // Due order 1 0 costs 3 + 4 = 7; job 1 behind job 0 saves min(5, 4) and costs 3 more.
    [InlineData("nbr", "0 1", 3, 4, 5, 2)]
    public void Two_jobs_go_as_worked_out_by_hand(string rule, string order, long p0, long d0, long p1, long d1) =>
        Assert.Equal(order, string.Join(' ', SequencingRules.Find(rule).Order(Jobs((p0, d0), (p1, d1)))!));

    [Fact]
    public void Weights_and_releases_are_minded_by_the_rules_that_say_so()
    {
        // At 0 only job 0 is there, whatever the weights.
        var problem = new TardinessProblem("r", [new("0", 5, 5), new("1", 2, 2, Weight: 9, Release: 1)]);
        Assert.Equal([0, 1], SequencingRules.Find("wmdd").Order(problem)!);
        // All there: max(p, d) per weight is 5 and 2 / 9.
        var here = new TardinessProblem("w", [new("0", 5, 5), new("1", 2, 2, Weight: 9)]);
        Assert.Equal([1, 0], SequencingRules.Find("wmdd").Order(here)!);
        Assert.Equal([1, 0], SequencingRules.Find("wspt").Order(here)!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_rule_orders_every_job_once_and_the_same_again(string name)
    {
        var rule = SequencingRules.Find(name);
        RandomJobs.Any(12).Sample(problem =>
        {
            var order = rule.Order(problem)!;
            Assert.Empty(TardinessChecker.Instance.Check(problem, TardinessSequence.Of(order)).Violations);
            Assert.Equal(order, rule.Order(problem)!);
        }, iter: 100);
    }

    [Fact]
    public void Due_order_is_best_when_at_most_one_job_is_late_and_shortest_first_when_all_are() => RandomJobs.Plain(7).Sample(problem =>
    {
        var edd = TardinessSequence.Of(new EarliestDueDate().Order(problem)!);
        if (TardinessTotals.Of(problem, edd) is { Late: <= 1 } totals) Assert.Equal(EveryOrder.Best(problem), totals.Weighted);
        var late = new TardinessProblem("late", [.. problem.Jobs.Select(job => job with { Due = Math.Min(job.Due, job.Processing) })]);
        Assert.Equal(EveryOrder.Best(late), Cost(late, new ShortestProcessingTime().Order(late)!));
    }, iter: 300);

    [Fact]
    public void Looking_back_and_insertion_never_cost_anything() => RandomJobs.Weighted(12).Sample(problem =>
    {
        var plain = Cost(problem, new ModifiedDueDate().Order(problem)!);
        Assert.True(Cost(problem, new InsertedRule(new ModifiedDueDate()).Order(problem)!) <= plain);
        foreach (var move in Enum.GetValues<AugmentedMove>()) Assert.True(Cost(problem, new AugmentedRule(new ModifiedDueDate(), move).Order(problem)!) <= plain);
    }, iter: 200);

    [Fact]
    public void Insertion_ends_where_no_single_move_helps() => RandomJobs.Any(8).Sample(problem =>
    {
        var order = new InsertedRule(new EarliestDueDate()).Order(problem)!;
        var cost = Cost(problem, order);
        for (var from = 0; from < order.Length; from++)
            for (var to = 0; to < order.Length; to++)
            {
                var moved = order.ToList();
                moved.RemoveAt(from);
                moved.Insert(to, order[from]);
                Assert.True(Cost(problem, [.. moved]) >= cost);
            }
    }, iter: 100);

    [Fact]
    public void A_rule_that_is_told_to_stop_gives_nothing_and_an_unknown_one_names_the_nearest()
    {
        Assert.Null(new ModifiedDueDate().Order(Jobs([.. Enumerable.Range(1, 200).Select(j => ((long)j, 10L))]), () => true));
        Assert.EndsWith("did you mean 'mddc'?", Assert.Throws<RotaException>(() => SequencingRules.Find("mddcc")).Message);
    }

    private static long Cost(TardinessProblem problem, int[] order) => TardinessChecker.Instance.Check(problem, TardinessSequence.Of(order)).Objective;

    private static TardinessProblem Jobs(params (long P, long D)[] jobs) => new("jobs", [.. jobs.Select((job, j) => new TardinessJob($"{j}", job.P, job.D))]);
}

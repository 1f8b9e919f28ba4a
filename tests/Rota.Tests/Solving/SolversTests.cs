using Rota.Solving;
using Xunit;

namespace Rota.Tests.Solving;

public class SolversTests
{
    private static readonly LengthReferee Referee = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void An_honest_answer_leaves_with_its_bound_and_trajectory()
    {
        var solution = Solve(3, run =>
        {
            run.Offer("abcde", 5, "first");
            run.ProveBound(3, "bound");
            run.Offer("abcd", 4, "second");
        });
        Assert.Equal((Outcome.Feasible, "abcd", 4L, 3L), (solution.Outcome, solution.Answer, solution.Objective, solution.Bound));
        Assert.Equal(["first", "bound", "second"], solution.Trajectory.Select(point => point.Source));
        Assert.Equal(0.25, solution.Gap);
    }

    [Theory]
    [InlineData(4, "abc", 3, "broke a rule: 3 is below 4")]
    [InlineData(1, "abc", 2, "claimed objective 2, the checker measured 3")]
    public void A_wrong_answer_does_not_leave(int problem, string answer, long claimed, string complaint)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Solve(problem, run => run.Offer(answer, claimed, "liar")));
        Assert.Equal($"solver scripted {complaint}", error.Message);
    }

    [Fact]
    public void A_bound_that_an_answer_refutes_does_not_leave()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Solve(1, run =>
        {
            run.ProveBound(7, "liar");
            run.Offer("abc", 3, "honest");
        }));
        Assert.Equal("solver scripted claimed bound 7, the checker accepted an answer of 3", error.Message);
    }

    [Fact]
    public void A_proof_that_there_is_no_answer_does_not_leave_beside_one()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Solve(1, run =>
        {
            run.Offer("abc", 3, "honest");
            run.ProveInfeasible("impossible");
        }));
        Assert.Contains("claimed that there is no answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infeasible_and_unknown_leave_with_their_reason()
    {
        var infeasible = Solve(1, run => run.ProveInfeasible("two jobs need the machine at once"));
        Assert.Equal((Outcome.Infeasible, "two jobs need the machine at once"), (infeasible.Outcome, infeasible.Reason));
        var unknown = Solve(1, run => run.GiveUp("too large"));
        Assert.Equal((Outcome.Unknown, "too large", null), (unknown.Outcome, unknown.Reason, unknown.Answer));
    }

    [Fact]
    public void Cancellation_gives_the_best_so_far()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Teller(point =>
        {
            if (point.Objective == 4) cancellation.Cancel();
        });
        var run = new Run<string>(Limit.None, progress: progress, cancellation: cancellation.Token);
        var solver = new Scripted("patient", r =>
        {
            for (var length = 9; !r.ShouldStop; length--) r.Offer(new string('x', length), length, "patient");
        });
        var solution = solver.Solve(1, Referee, run);
        Assert.Equal((Outcome.Feasible, "xxxx"), (solution.Outcome, solution.Answer));
    }

    [Fact]
    public void Stages_in_turn_start_from_the_best_of_those_before()
    {
        var seen = long.MaxValue;
        var inTurn = new InTurn<int, string>(
            "turn", "two stages",
            new Scripted("one", run => run.Offer("abcde", 5, "one")),
            new Scripted("two", run =>
            {
                seen = run.Objective;
                run.ProveBound(5, "two");
            }),
            new Scripted("three", _ => Assert.Fail("the answer is optimal already")));
        Assert.Equal(Outcome.Optimal, inTurn.Solve(1, Referee, NewRun()).Outcome);
        Assert.Equal(5, seen);
    }

    [Fact]
    public void Members_side_by_side_exchange_incumbent_and_bound()
    {
        // Neither can finish without the other's news; the one that finds nothing more stops when the other proves it.
        var portfolio = new SideBySide<int, string>(
            "both", "two members",
            new Scripted("searcher", run =>
            {
                run.Offer("abcdef", 6, "searcher");
                if (SpinWait.SpinUntil(() => run.Bound == 4 || run.ShouldStop, Patience)) run.Offer("abcd", 4, "searcher");
                Scripted.Endure(run);
            }),
            new Scripted("prover", run =>
            {
                if (SpinWait.SpinUntil(() => run.Objective == 6 || run.ShouldStop, Patience)) run.ProveBound(4, "prover");
                Scripted.Endure(run);
            }));
        var solution = portfolio.Solve(1, Referee, NewRun());
        Assert.Equal((Outcome.Optimal, "abcd", 4L), (solution.Outcome, solution.Answer, solution.Bound));
        Assert.Equal(["searcher", "prover", "searcher"], solution.Trajectory.Select(point => point.Source));
    }

    [Fact]
    public void A_member_that_throws_stops_the_others_and_is_surfaced()
    {
        var portfolio = new SideBySide<int, string>(
            "both", "one is broken", new Scripted("patient", Scripted.Endure), new Scripted("broken", _ => throw new FormatException("broken member")));
        var error = Assert.Throws<FormatException>(() => portfolio.Solve(1, Referee, NewRun()));
        Assert.Equal("broken member", error.Message);
    }

    [Fact]
    public void A_solver_that_throws_is_surfaced() =>
        Assert.Throws<FormatException>(() => Solve(1, _ => throw new FormatException("broken")));

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    private static Run<string> NewRun() => new(Limit.Time(Patience), cancellation: Token);

    private static Solution<string> Solve(int problem, Action<Run<string>> script) => new Scripted("scripted", script).Solve(problem, Referee, NewRun());

    private sealed class Teller(Action<TrajectoryPoint> tell) : IProgress<TrajectoryPoint>
    {
        public void Report(TrajectoryPoint value) => tell(value);
    }
}

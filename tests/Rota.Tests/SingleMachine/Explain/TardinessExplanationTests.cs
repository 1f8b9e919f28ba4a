using Rota.SingleMachine;
using Rota.SingleMachine.Explain;
using Xunit;

namespace Rota.Tests.SingleMachine.Explain;

public sealed class TardinessExplanationTests
{
    // a [0, 5) due 9, b [5, 7) due 2: 5 late. Exchanged, b ends at 2 and a at 7, both in time.
    private static readonly TardinessProblem Problem = new("two", [new("a", 5, 9), new("b", 2, 2)]);
    private static readonly TardinessSequence Sequence = TardinessSequence.Of([0, 1]);

    [Fact]
    public void An_order_is_explained_by_its_late_jobs_a_bound_and_an_exchange() => Assert.Equal(
        [
            "1 of 2 jobs are late, 5 in all, at most 5",
            "  job b runs [5, 7) and ends 5 after its due date 2",
            "  no order costs less than 0: what every job is late even if it starts at its release",
            "  exchanging jobs a and b would save 5",
        ],
        TardinessExplanation.OfOrder(Problem, Sequence).Lines);

    [Fact]
    public void A_job_is_explained_by_what_goes_before_it_and_what_moves_would_cost() => Assert.Equal(
        [
            "job b runs [5, 7) and ends 5 after its due date 2",
            "  it starts when job a ends; 1 jobs go before it and take 5 of its waiting",
            "  first, all of it would cost 5 less",
        ],
        TardinessExplanation.OfJob(Problem, Sequence, "b").Lines);

    [Fact]
    public void A_job_that_does_not_exist_is_a_mistake_with_the_nearest_named()
    {
        var problem = new TardinessProblem("one", [new("drill", 5, 9)]);
        Assert.Equal(
            "the problem has no job 'dril'; did you mean 'drill'?",
            Assert.Throws<RotaException>(() => TardinessExplanation.OfJob(problem, TardinessSequence.Of([0]), "dril")).Message);
    }
}

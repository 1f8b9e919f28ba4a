using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>Offers of schedules without swaps, seen by the referee first.</summary>
internal static class RefereedOffers
{
    /// <summary>
    /// Offers a schedule. Operations without a duration can make moves one after the other look like a ring, which the referee refuses where swaps are not allowed: such a
    /// schedule is no answer.
    /// </summary>
    public static void OfferRefereed(this Run<BlockingSchedule> run, BlockingProblem problem, BlockingSchedule schedule, long objective, string source)
    {
        if (objective >= run.Objective) return;
        if (problem.Swap || BlockingChecker.Instance.Check(problem, schedule).Accepted) run.Offer(schedule, objective, source);
    }
}

using Rota.Learning.Networks;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Shop.Learning;

/// <summary>
/// Schedules built by a learnt policy: from both ends as it thinks best, then samples at a ladder of temperatures. Milliseconds a sample on classic shops.
/// </summary>
/// <param name="policy">Makes the policy; null for the one that comes with the library.</param>
/// <param name="samples">How many schedules, at least 1.</param>
/// <param name="name">The solver's name.</param>
/// <param name="timeShare">Share of the run's time left after which it ends; a schedule that is not complete then is dropped.</param>
public sealed class LearntDispatching(Func<PolicyNetwork>? policy = null, int samples = 32, string name = "learned", double timeShare = 1) : ISolver<ShopProblem, ShopSchedule>
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => $"a learnt dispatcher, best of {samples} schedules from both ends";

    /// <summary>Why it does not fit a problem, null when it does.</summary>
    public static string? Unfit(ShopProblem problem) =>
        problem.IsFlexible ? "learnt dispatching needs one machine per operation; try rules"
        : problem.Objective != ShopObjective.Makespan ? "learnt dispatching minimises the makespan only; try rules" : null;

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        // A job without operations is complete at its release.
        var released = problem.Jobs.Where(job => job.Operations.IsEmpty).Select(job => job.Release).DefaultIfEmpty(0).Max();
        if (problem.OperationCount == 0)
        {
            run.Offer(ShopSchedule.FromStarts([]), released, Name);
            return;
        }
        var dispatcher = new LearntDispatcher(problem, policy?.Invoke() ?? ShopModels.JobShop);
        var random = new RandomStream(run.Seed).Split("learnt dispatching");
        var until = run.Elapsed + (run.Remaining * timeShare);
        bool Over() => run.ShouldStop || (timeShare < 1 && run.Elapsed >= until);
        for (var sample = 0; sample < samples && !Over(); sample++)
        {
            var temperature = LearntDispatcher.Temperature(sample, samples);
            if (dispatcher.Build(random.Split(sample), temperature, LearntDispatcher.FromBack(sample), Over) is var (schedule, makespan))
                run.Offer(schedule, Math.Max(makespan, released), Name);
        }
    }
}

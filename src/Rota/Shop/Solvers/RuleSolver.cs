using Rota.Randomness;
using Rota.Shop.Policies;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>One priority rule in non-delay simulation, as a solver: a single schedule in milliseconds.</summary>
public sealed class RuleSolver(PriorityRule rule) : ISolver<ShopProblem, ShopSchedule>
{
    /// <summary>The rule.</summary>
    public PriorityRule Rule => rule;

    /// <inheritdoc/>
    public string Name { get; } = rule.Name.ToLowerInvariant().Replace('/', '-');

    /// <inheritdoc/>
    public string Description => "priority rule: " + rule.Description;

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        var random = new RandomStream(run.Seed).Split(Name);
        if (new NonDelaySimulation(problem).Dispatch(rule, random, () => run.ShouldStop) is not { } schedule) return;
        run.Offer(schedule, JobCost.Of(problem, schedule), Name);
    }
}

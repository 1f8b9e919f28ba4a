using System.Collections.Immutable;
using Rota.Cluster.Pods;
using Rota.Solving;

namespace Rota.Studies.Cluster;

/// <summary>The article's categories of a call.</summary>
public enum PackingCategory
{
    /// <summary>More pods placed by priority than the default scheduler places.</summary>
    Better,

    /// <summary>As many, and proved that there is no better.</summary>
    Certified,

    /// <summary>Neither.</summary>
    Failed,
}

/// <summary>What a solver made of an instance on which the default scheduler leaves pods pending.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Contender">The solver.</param>
/// <param name="Category">The article's category.</param>
/// <param name="Proved">The whole objective is proved.</param>
/// <param name="Placed">Pods placed by priority, the highest first, of the plan that would be applied.</param>
/// <param name="Disruption">2 a move, 1 an eviction, of the plan that would be applied.</param>
/// <param name="Worse">The solver's own plan places less than the default does; it is not applied.</param>
/// <param name="Seconds">Time by the clock of two free cores.</param>
public sealed record PackingOutcome(
    PackingInstance Instance, string Contender, PackingCategory Category, bool Proved, ImmutableArray<int> Placed, int Disruption, bool Worse, double Seconds)
{
    private const int Workers = 2;

    /// <summary>Runs a solver with two threads; a second is what the wall would show on two free cores, so that a busy machine changes little.</summary>
    public static PackingOutcome Of(PackingInstance instance, PodProblem settled, PackingContender contender, double seconds, CancellationToken cancellation)
    {
        var problem = settled.With(contender.Objective);
        var before = PodScore.Of(problem, PodPlan.Unchanged(problem));
        var run = new Run<PodPlan>(Limit.Time(TimeSpan.FromSeconds(seconds)), workers: Workers, clock: new QuietClock(Workers), cancellation: cancellation);
        var solution = contender.Make().Solve(problem, PodChecker.Instance, run);
        var score = solution.Answer is { } plan ? PodScore.Of(problem, plan) : null;
        var comparison = score?.ComparePlacement(before) ?? -1;
        var proved = solution.Outcome == Outcome.Optimal;
        var category = comparison > 0 ? PackingCategory.Better : comparison == 0 && proved ? PackingCategory.Certified : PackingCategory.Failed;
        // Only a plan that places more is applied.
        var applied = comparison > 0 ? score! : before;
        return new(instance, contender.Name, category, proved, applied.Placed, applied.Disruption, score is not null && comparison < 0, solution.Elapsed.TotalSeconds);
    }
}

using Rota.Shop;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>A finished run of a shop solver: what was asked and what came back.</summary>
/// <param name="Problem">The shop.</param>
/// <param name="Source">What the user gave for it: a file, with its full path, or a name.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Workers">Threads of the run.</param>
/// <param name="Solution">The checked solution.</param>
internal sealed record ShopRun(ShopProblem Problem, string Source, ulong Seed, int Workers, Solution<ShopSchedule> Solution)
{
    /// <summary>The moment of the last better schedule; null when there is none.</summary>
    public TrajectoryPoint? LastImprovement => Solution.Objective is not { } best
        ? null
        : Solution.Trajectory.First(point => point.Objective == best);

    /// <summary>The bound, null when none was proved.</summary>
    public long? Bound => Solution.Bound == long.MinValue ? null : Solution.Bound;

    /// <summary>(objective - bound) / objective; null without an answer or a bound.</summary>
    public double? Gap => Bound is null ? null : Solution.Gap;

    /// <summary>Runs a solver and has the checker look at its answer.</summary>
    public static ShopRun Execute(
        ISolver<ShopProblem, ShopSchedule> solver, ShopProblem problem, string source, Limit limit, ulong seed, int workers,
        IProgress<TrajectoryPoint>? progress, CancellationToken cancellation)
    {
        var run = new Run<ShopSchedule>(limit, seed, workers, progress, null, cancellation);
        return new(problem, source, seed, workers, solver.Solve(problem, ShopChecker.Instance, run));
    }
}

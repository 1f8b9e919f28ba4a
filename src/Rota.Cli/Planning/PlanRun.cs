using Rota.Solving;

namespace Rota.Cli.Planning;

/// <summary>A finished run of a solver: what was asked and what came back.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Source">What the user gave for it: a file, with its full path, or a name.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="Workers">Threads of the run.</param>
/// <param name="Solution">The checked solution.</param>
internal sealed record PlanRun(IPlanInstance Instance, string Source, ulong Seed, int Workers, Solution<object> Solution)
{
    /// <summary>The moment of the last better answer; null when there is none.</summary>
    public TrajectoryPoint? LastImprovement => Solution.Objective is not { } best
        ? null
        : Solution.Trajectory.First(point => point.Objective == best);

    /// <summary>The bound, null when none was proved.</summary>
    public long? Bound => Solution.Bound == long.MinValue ? null : Solution.Bound;

    /// <summary>(objective - bound) / objective; null without an answer or a bound.</summary>
    public double? Gap => Bound is null ? null : Solution.Gap;

    /// <summary>Runs a solver and has the referee look at its answer.</summary>
    public static PlanRun Execute(
        string solver, SourcedInstance instance, Limit limit, ulong seed, int workers, IProgress<TrajectoryPoint>? progress, CancellationToken cancellation) =>
        new(instance.Instance, instance.Source, seed, workers, instance.Instance.Solve(solver, limit, seed, workers, progress, cancellation));
}

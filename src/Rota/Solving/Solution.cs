using System.Collections.Immutable;

namespace Rota.Solving;

/// <summary>A moment of a run: the best objective and bound known after <paramref name="Seconds"/>, and who found the news.</summary>
public readonly record struct TrajectoryPoint(double Seconds, long? Objective, long Bound, string Source);

/// <summary>What a run gives back. The answer has passed the domain's checker.</summary>
/// <typeparam name="TAnswer">The domain's answer.</typeparam>
/// <param name="Solver">Name of the solver.</param>
/// <param name="Outcome">What is known now.</param>
/// <param name="Answer">The best answer, null when none was found.</param>
/// <param name="Objective">Its objective as the checker measured it, in the problem's unit; null without an answer.</param>
/// <param name="Bound">The best proved lower bound on the objective; <see cref="long.MinValue"/> when there is none.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Trajectory">Every improvement of objective or bound, in order of time.</param>
/// <param name="Reason">Why the problem is infeasible or the solver gave up, in words; null otherwise.</param>
public sealed record Solution<TAnswer>(
    string Solver,
    Outcome Outcome,
    TAnswer? Answer,
    long? Objective,
    long Bound,
    TimeSpan Elapsed,
    ImmutableArray<TrajectoryPoint> Trajectory,
    string? Reason)
    where TAnswer : class
{
    /// <summary>(objective - bound) / objective, 0 for an objective of 0; null without an answer or without a bound.</summary>
    public double? Gap => Objective is not { } value || Bound == long.MinValue ? null : value == 0 ? 0 : ((double)value - Bound) / value;
}

using System.Collections.Immutable;

namespace Rota.Shop.Solvers;

/// <summary>A proved lower bound on a shop's objective, and where it comes from in words.</summary>
/// <param name="Name">The bound's name: job, load, head-tail, jackson, ...</param>
/// <param name="Value">No schedule is better than this.</param>
/// <param name="Reason">What forces it.</param>
public sealed record ShopBound(string Name, long Value, string Reason);

/// <summary>
/// Lower bounds of a shop, quick to compute and valid for re-entrant and flexible shops with releases: an operation counts with its shortest mode, and for
/// a machine's load only when it can run nowhere else.
/// </summary>
public static class ShopBounds
{
    /// <summary>Every bound that applies to the problem's objective.</summary>
    public static ImmutableArray<ShopBound> All(ShopProblem problem)
    {
        var relaxation = new MachineBoundView(problem);
        return problem.Objective == ShopObjective.Makespan
            ?
            [
                MakespanBounds.Job(problem, relaxation),
                MakespanBounds.Load(relaxation),
                MakespanBounds.HeadTail(relaxation),
                MakespanBounds.Jackson(relaxation),
                MakespanBounds.Group(problem, relaxation),
            ]
            : [SumBounds.Jobs(problem, relaxation), SumBounds.Machine(problem, relaxation)];
    }

    /// <summary>The highest of <see cref="All"/>, the simplest where they agree.</summary>
    public static ShopBound Best(ShopProblem problem) => All(problem).MaxBy(bound => bound.Value)!;
}

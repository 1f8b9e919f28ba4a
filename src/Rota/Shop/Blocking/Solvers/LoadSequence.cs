using System.Collections.Immutable;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>A schedule of a blocking shop as the order in which operations are loaded, each as early as that order lets it.</summary>
/// <param name="Order">Operations, numbered through all jobs, by time; those of one instant one after the other, the members of a ring in turn.</param>
/// <param name="Loads">When each operation is loaded.</param>
/// <param name="Makespan">When the last one is done.</param>
public sealed record LoadSequence(ImmutableArray<int> Order, ImmutableArray<int> Loads, long Makespan)
{
    /// <summary>The sequence of a schedule; it ends no later than the schedule does.</summary>
    /// <returns>Null where swaps are not allowed and the loads, in order of time, meet a ring.</returns>
    public static LoadSequence? Of(BlockingProblem problem, BlockingSchedule schedule)
    {
        var order = new LoadOrder(new BlockingShop(problem), snapshots: false);
        return order.Set(schedule) ? Of(order) : null;
    }

    /// <summary>The schedule of the sequence.</summary>
    public BlockingSchedule Schedule(BlockingProblem problem) => BlockingSchedule.FromLoads(problem.Shop, Loads.AsSpan());

    private static LoadSequence Of(LoadOrder order) => new([.. order.Order], [.. order.Loads], order.Makespan);
}

using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Explain;

/// <summary>Why a blocking schedule ends when it does: backwards from the last end, what each load waited for, moves of one instant followed to the work that set them off.</summary>
public static class BlockingExplanation
{
    /// <summary>The chain to the end of a job, in order of time.</summary>
    /// <param name="problem">The shop.</param>
    /// <param name="schedule">A schedule that the referee accepts.</param>
    /// <param name="job">The job; null for one that ends last.</param>
    public static ImmutableArray<BlockingLink> Chain(BlockingProblem problem, BlockingSchedule schedule, int? job = null)
    {
        var shop = problem.Shop;
        int Id(int j, int k) => shop.FirstOperation[j] + k;
        int Machine(int j, int k) => shop.Jobs[j].Operations[k].Modes[0].Machine;
        var last = job ?? Enumerable.Range(0, shop.Jobs.Length).MaxBy(j => schedule.Ends[shop.FirstOperation[j + 1] - 1]);
        var (at, operation) = (last, shop.Jobs[last].Operations.Length - 1);
        var links = new List<BlockingLink>();
        var seen = new HashSet<(int, int)>();
        while (seen.Add((at, operation)))
        {
            var (load, machine) = (schedule.Loads[Id(at, operation)], Machine(at, operation));
            void Link(string why) => links.Add(new(at, operation, machine, load, schedule.Ends[Id(at, operation)], why));
            if (load == 0)
            {
                Link("begins");
                break;
            }
            if (operation > 0 && schedule.Ends[Id(at, operation - 1)] == load)
            {
                Link("follows its own work before");
                operation--;
                continue;
            }
            if (Before(at, operation, machine, load) is not { } holder)
            {
                Link(operation > 0 ? $"waited on machine {Machine(at, operation - 1)}, or its machine was down" : "was kept outside, or its machine was down");
                if (operation == 0) break;
                operation--;
                continue;
            }
            var leaves = holder.Operation + 1 == shop.Jobs[holder.Job].Operations.Length;
            Link(leaves
                ? $"waited until job {shop.Jobs[holder.Job].Name} was done on machine {machine} and left"
                : $"waited until job {shop.Jobs[holder.Job].Name} moved from machine {machine} to machine {Machine(holder.Job, holder.Operation + 1)}");
            (at, operation) = leaves ? (holder.Job, holder.Operation) : (holder.Job, holder.Operation + 1);
        }
        links.Reverse();
        return [.. links];

        (int Job, int Operation)? Before(int mover, int step, int machine, int load)
        {
            for (var j = 0; j < shop.Jobs.Length; j++)
                for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
                    if ((j, k) != (mover, step) && Machine(j, k) == machine && schedule.Release(shop, j, k) == load && schedule.Loads[Id(j, k)] < load) return (j, k);
            return null;
        }
    }
}

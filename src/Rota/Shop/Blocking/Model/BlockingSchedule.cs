using System.Collections.Immutable;

namespace Rota.Shop.Blocking;

/// <summary>
/// An answer to a blocking shop, or what happened on one: when each operation (numbered through all jobs) was loaded on its machine, and when its work was done. A job
/// holds the machine from the load until the load of its next operation; the last operation releases it when done.
/// </summary>
/// <param name="Loads">When each operation was loaded.</param>
/// <param name="Ends">When its work was done.</param>
public sealed record BlockingSchedule(ImmutableArray<int> Loads, ImmutableArray<int> Ends)
{
    /// <summary>When an operation released its machine.</summary>
    public int Release(ShopProblem shop, int job, int operation)
    {
        var id = shop.FirstOperation[job] + operation;
        return operation + 1 < shop.Jobs[job].Operations.Length ? Loads[id + 1] : Ends[id];
    }

    /// <summary>An answer without stops: work is done as planned.</summary>
    public static BlockingSchedule FromLoads(ShopProblem shop, ReadOnlySpan<int> loads)
    {
        var ends = new int[loads.Length];
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
            {
                var id = shop.FirstOperation[j] + k;
                ends[id] = loads[id] + (int)shop.Jobs[j].Operations[k].Modes[0].Duration;
            }
        return new([.. loads], ImmutableArray.Create(ends));
    }
}

using Rota.Randomness;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// A tabu walk over load orders. A step takes one critical path, turns round every pair on it in three ways (the later operation brought forward, the earlier one put off
/// with or without what follows it), the orders repaired by pushing jobs on, and makes the best that is not tabu. Nothing is allocated while it walks.
/// </summary>
internal sealed class BlockingWalk
{
    private readonly BlockingSearchOptions options;
    private readonly RandomStream random;
    private readonly (int Before, int After)[] pairs;
    private readonly int[] rank, offset, sharing;
    private readonly long[] until;
    private long step;

    public BlockingWalk(BlockingShop shop, BlockingSearchOptions options, RandomStream random)
    {
        (this.options, this.random) = (options, random);
        Order = new(shop, options.Snapshots, options.Cutoffs, options.Estimates);
        Best = new(shop, options.Snapshots, options.Cutoffs, options.Estimates);
        pairs = new (int, int)[shop.Operations];
        (rank, offset, sharing) = (new int[shop.Operations], new int[shop.Operations], new int[shop.Machines]);
        for (var o = 0; o < shop.Operations; o++) rank[o] = sharing[shop.Machine[o]]++;
        // A row for each operation, as long as its machine has operations.
        var rows = 0;
        for (var o = 0; o < shop.Operations; o++) (offset[o], rows) = (rows, rows + sharing[shop.Machine[o]]);
        until = new long[rows];
    }

    /// <summary>The present order.</summary>
    public LoadOrder Order { get; }

    /// <summary>The best order of the present walk.</summary>
    public LoadOrder Best { get; }

    /// <summary>Steps made so far.</summary>
    public long Steps => step;

    /// <summary>True once a critical path was met that no order could shorten.</summary>
    public bool IsOptimal { get; private set; }

    /// <summary>Walks from the present order until nothing better was found for a number of steps.</summary>
    /// <param name="patience">That number.</param>
    /// <param name="stop">Asked from time to time.</param>
    /// <param name="improved">Told of every <see cref="Best"/>, the first included.</param>
    public void Improve(int patience, Func<bool> stop, Action improved)
    {
        Best.CopyFrom(Order);
        improved();
        var idle = 0;
        while (idle++ < patience && !IsOptimal && !(options.Steps <= step) && ((step & 15) != 0 || !stop()))
        {
            Step();
            if (Order.Makespan >= Best.Makespan) continue;
            Best.CopyFrom(Order);
            idle = 0;
            improved();
        }
    }

    /// <summary>Makes moves by chance.</summary>
    public void Perturb(int moves)
    {
        for (var i = 0; i < moves; i++)
        {
            var count = Order.Critical(random, pairs);
            if (count == 0) return;
            var move = Move(pairs[random.Next(count)], random.Next(3));
            if (Order.Try(move) != LoadOrder.None) Order.Make(move);
        }
    }

    /// <summary>A job of a pair on a critical path of an order, by chance; -1 when there is none.</summary>
    public int CriticalJob(LoadOrder order)
    {
        var count = order.Critical(random, pairs);
        if (count == 0) return -1;
        var (before, after) = pairs[random.Next(count)];
        return order.JobOf(random.Next(2) == 0 ? before : after);
    }

    private void Step()
    {
        step++;
        var count = Order.Critical(random, pairs);
        IsOptimal = count == 0;
        if (IsOptimal) return;
        var (chosen, least) = (default(LoadMove), LoadOrder.None);
        var from = random.Next(count);
        // All three ways of every pair, or one of each as far as the tries go.
        var all = 3 * count <= options.Tries;
        for (var i = 0; i < (all ? 3 * count : options.Tries); i++)
        {
            var pair = pairs[(from + i) % count];
            // Tabu unless it leads to the best of all.
            var limit = Until(pair.Before, pair.After) > step ? Math.Min(least, Best.Makespan) : least;
            var move = Move(pair, all ? i / count : random.Next(3));
            var makespan = Order.Try(move, options.Cutoffs ? limit : LoadOrder.None);
            if (makespan < limit) (chosen, least) = (move, makespan);
        }
        if (least == LoadOrder.None)
        {
            chosen = Move(pairs[from], random.Next(3));
            if (Order.Try(chosen) == LoadOrder.None) return;
        }
        Order.Make(chosen);
        Until(chosen.After, chosen.Before) = step + options.Tenure + random.Next(options.Tenure);
    }

    private ref long Until(int before, int after) => ref until[offset[before] + rank[after]];

    private static LoadMove Move((int Before, int After) pair, int way) => new(pair.Before, pair.After, way > 0, way == 2);
}

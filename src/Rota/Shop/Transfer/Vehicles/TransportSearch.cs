using Rota.Randomness;

namespace Rota.Shop.Transfer.Vehicles;

/// <summary>
/// Plans a transport shop: starts from orders that dispatching rules make, then simulated annealing over the order of the ways (a way moves to another place, or two change
/// places), which decides machine sequences and vehicles together.
/// </summary>
public static class TransportSearch
{
    /// <summary>Plans.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="evaluations">Orders to try, at least 1.</param>
    /// <param name="seed">Its chance.</param>
    /// <param name="inOrder">Machines keep the order of arrival and vehicles that of completion, so that the plan holds for buffers of every kind; false when buffers give out any job.</param>
    /// <param name="cancellation">Ends it with the best so far.</param>
    public static TransportPlan Solve(TransportShop shop, long evaluations = 200_000, ulong seed = 1, bool inOrder = true, CancellationToken cancellation = default)
    {
        var decoder = new TransportDecoder(shop, inOrder);
        var random = new RandomStream(seed).Split("transport search");
        var current = TransportDispatch.Orders(shop).MinBy(order => decoder.Decode(order))!;
        var value = decoder.Decode(current);
        var (best, record, bound) = ((int[])current.Clone(), value, shop.Bound);
        var trial = new int[current.Length];
        for (long i = 0; i < evaluations && record > bound; i++)
        {
            if ((i & 255) == 0 && cancellation.IsCancellationRequested) break;
            var share = i / (double)evaluations;
            var temperature = value * 0.012 * Math.Pow(0.01, share);
            current.CopyTo(trial, 0);
            Move(trial, random, share);
            var limit = value - (temperature * Math.Log(Math.Max(1e-12, random.NextDouble())));
            var found = decoder.Decode(trial, null, (long)Math.Ceiling(limit) + 1);
            if (found > limit) continue;
            (current, trial, value) = (trial, current, found);
            if (value >= record) continue;
            record = value;
            current.CopyTo(best, 0);
        }
        return decoder.Plan(best);
    }

    private static void Move(int[] order, RandomStream random, double share)
    {
        var reach = Math.Max(3, (int)(order.Length * 0.25 * (1 - share)));
        for (var tries = 0; tries < 20; tries++)
        {
            var from = random.Next(order.Length);
            var to = Math.Clamp(from + random.Next(-reach, reach), 0, order.Length - 1);
            if (order[from] == order[to]) continue;
            if (random.Next(3) == 0)
            {
                (order[from], order[to]) = (order[to], order[from]);
                return;
            }
            var job = order[from];
            if (from < to) Array.Copy(order, from + 1, order, from, to - from);
            else Array.Copy(order, to, order, to + 1, from - to);
            order[to] = job;
            return;
        }
    }
}

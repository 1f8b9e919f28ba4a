namespace Rota.Shop.Transfer.Vehicles;

/// <summary>Orders of ways by dispatching rules: whoever can start first, or the job with most work left, or the shortest next operation, among those that could start soon.</summary>
public static class TransportDispatch
{
    /// <summary>One order a rule.</summary>
    public static IEnumerable<int[]> Orders(TransportShop shop)
    {
        foreach (var rule in Enum.GetValues<TransportRule>())
            foreach (var slack in (double[])[0, 0.5, 1])
                yield return Order(shop, rule, slack);
    }

    /// <summary>The plan of a rule with the given look ahead, in mean operation lengths.</summary>
    public static TransportPlan Plan(TransportShop shop, TransportRule rule, double slack = 0) => new TransportDecoder(shop).Plan(Order(shop, rule, slack));

    private static int[] Order(TransportShop shop, TransportRule rule, double slack)
    {
        var jobs = shop.Jobs.Length;
        var (next, ready, left) = (new int[jobs], new long[jobs], shop.Jobs.Select(job => job.Sum(o => o.Duration)).ToArray());
        var free = new long[shop.Travel.Length];
        var order = new List<int>();
        var window = slack * shop.Jobs.SelectMany(job => job).Average(o => o.Duration);
        var total = Enumerable.Range(0, jobs).Sum(shop.LegsOf);
        while (order.Count < total)
        {
            var soonest = long.MaxValue;
            for (var j = 0; j < jobs; j++)
                if (next[j] < shop.LegsOf(j)) soonest = Math.Min(soonest, Start(j));
            var (best, rank) = (-1, double.PositiveInfinity);
            for (var j = 0; j < jobs; j++)
            {
                if (next[j] >= shop.LegsOf(j) || Start(j) > soonest + window) continue;
                var value = rule switch
                {
                    TransportRule.FirstInFirstOut => ready[j],
                    TransportRule.MostWorkRemaining => -left[j],
                    TransportRule.ShortestOperation => next[j] < shop.Jobs[j].Length ? shop.Jobs[j][next[j]].Duration : 0,
                    _ => (double)Start(j),
                };
                if (value < rank) (best, rank) = (j, value);
            }
            order.Add(best);
            var start = Start(best);
            var end = start;
            if (next[best] < shop.Jobs[best].Length)
            {
                var (machine, duration) = shop.Jobs[best][next[best]];
                end = start + duration;
                free[machine] = end;
                left[best] -= duration;
            }
            ready[best] = end;
            next[best]++;
        }
        return [.. order];

        long Start(int j)
        {
            var k = next[j];
            var from = k == 0 ? shop.InputOf[j] : shop.Jobs[j][k - 1].Machine;
            var to = k == shop.Jobs[j].Length ? shop.Output : shop.Jobs[j][k].Machine;
            return Math.Max(ready[j] + shop.Travel[from][to], to == shop.Output ? 0 : free[to]);
        }
    }
}

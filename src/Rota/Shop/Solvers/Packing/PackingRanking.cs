namespace Rota.Shop.Solvers.Packing;

/// <summary>Ranks of waiting jobs under a rule: the lowest goes first.</summary>
internal sealed class PackingRanking(PackingShop shop, PackingState state)
{
    private const int OperationsAhead = 3;

    /// <summary>Ranks by operation, for <see cref="PackingRule.Given"/>.</summary>
    public long[] Given { get; } = new long[shop.Count];

    /// <summary>The rank of a job in its line.</summary>
    public long Of(int job, long now, PackingRule rule)
    {
        var id = state.Next(job);
        return rule switch
        {
            PackingRule.Given => Given[id],
            PackingRule.MostUrgent => Urgency(id, now),
            _ => LatestStart(id),
        };
    }

    /// <summary>The place in the line of a machine that ranks lowest, ties to the first to come.</summary>
    public int Lowest(int machine, long now, PackingRule rule)
    {
        var line = state.Line(machine);
        if (line.Count == 1) return 0;
        var (best, lowest) = (0, long.MaxValue);
        for (var place = 0; place < line.Count; place++)
        {
            var rank = Of(line[place], now, rule);
            if (rank < lowest) (best, lowest) = (place, rank);
        }
        return best;
    }

    private long LatestStart(int id) => shop.Target - shop.Tail[id] - shop.Duration[id];

    private long Urgency(int id, long now)
    {
        var urgency = LatestStart(id);
        var work = shop.Duration[id];
        var end = Math.Min(shop.First[shop.Job[id] + 1], id + 1 + OperationsAhead);
        while (++id < end)
        {
            urgency = Math.Min(urgency, state.DryAt(shop.Machine[id], now) - work);
            work += shop.Duration[id];
        }
        return urgency;
    }
}

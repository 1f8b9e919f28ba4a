namespace Rota.Shop.Solvers.Packing;

/// <summary>
/// Forward-backward passes (Li and Willis 1992, for projects): a non-delay schedule is read from its end, and what ends last there goes first in the next
/// pass, which runs the other way. Each pass keeps what was good about the one before and closes gaps at the end it comes from.
/// </summary>
internal sealed class ForwardBackward
{
    private const int Patience = 6;
    private const int StepsBetweenLooks = 1024;

    private readonly PackingShop[] shops;
    private readonly PackingState[] states;
    private readonly PackingRanking[] rankings;

    public ForwardBackward(PackingShop forwards, PackingShop backwards)
    {
        shops = [forwards, backwards];
        states = [new(forwards), new(backwards)];
        rankings = [new(forwards, states[0]), new(backwards, states[1])];
        Ranks = new long[forwards.Count];
    }

    /// <summary>Makespan of the best pass of the last run.</summary>
    public long Best { get; private set; }

    /// <summary>Direction of the pass that would follow the best one.</summary>
    public int Direction { get; private set; }

    /// <summary>Ranks for that pass.</summary>
    public long[] Ranks { get; private set; }

    /// <summary>A first pass by a rule in a direction (0 forwards, 1 backwards), then passes by turns until they stop improving.</summary>
    /// <param name="rule">Rule of the first pass.</param>
    /// <param name="direction">Direction of the first pass.</param>
    /// <param name="offer">Told of every pass that is better than those before it.</param>
    /// <param name="stop">Asked every so often.</param>
    public void Run(PackingRule rule, int direction, Action<ShopSchedule, long> offer, Func<bool> stop)
    {
        Best = long.MaxValue;
        for (var idle = 0; idle < Patience; direction = 1 - direction, rule = PackingRule.Given)
        {
            if (!Pass(direction, rule, stop)) return;
            var (shop, starts) = (shops[direction], states[direction].Starts);
            long makespan = 0;
            for (var id = 0; id < shop.Count; id++) makespan = Math.Max(makespan, starts[id] + shop.Duration[id]);
            var ranks = rankings[1 - direction].Given;
            for (var id = 0; id < shop.Count; id++) ranks[shop.Opposite(id)] = makespan - starts[id] - shop.Duration[id];
            idle++;
            if (makespan >= Best) continue;
            idle = 0;
            Best = makespan;
            Direction = 1 - direction;
            ranks.CopyTo(Ranks, 0);
            offer(shop.Schedule(starts), makespan);
            if (makespan <= shop.Target) return;
        }
    }

    private bool Pass(int direction, PackingRule rule, Func<bool> stop)
    {
        var state = states[direction];
        state.Reset();
        for (var step = 1; state.Key != long.MaxValue; step++)
        {
            if (step % StepsBetweenLooks == 0 && stop()) return false;
            var (machine, now) = (state.Machine, state.Key >> 1);
            if ((state.Key & 1) == 0) state.Complete(machine, now);
            else if (state.Line(machine).Count == 0) state.Sleep(machine);
            else state.Start(machine, rankings[direction].Lowest(machine, now, rule), now, -1);
        }
        return true;
    }
}

using Rota.Randomness;

namespace Rota.SingleMachine.Solvers.Walk;

/// <summary>
/// An order of jobs that is changed by moves: a job goes elsewhere, or two change places. A move is costed along the places it changes and on until completions are what they
/// were, so weights and releases cost nothing extra. Jobs around which nothing helped are left alone until a move touches them.
/// </summary>
internal sealed class WalkingOrder
{
    private const int WholeReach = 150;

    private readonly long[] processing;
    private readonly long[] due;
    private readonly long[] weight;
    private readonly long[] release;
    private readonly int[] order;
    private readonly long[] ends;
    private readonly long[] costs;
    private readonly bool[] quiet;
    private readonly int[] turns;
    private readonly int reach;
    private readonly RandomStream random;

    public WalkingOrder(TardinessProblem problem, RandomStream random)
    {
        this.random = random;
        var n = problem.Jobs.Length;
        processing = [.. problem.Jobs.Select(job => job.Processing)];
        due = [.. problem.Jobs.Select(job => job.Due)];
        weight = [.. problem.Jobs.Select(job => job.Weight)];
        release = [.. problem.Jobs.Select(job => job.Release)];
        (order, ends, costs, quiet, turns) = (new int[n], new long[n], new long[n], new bool[n], new int[n]);
        for (var j = 0; j < n; j++) turns[j] = j;
        // Of many jobs, only the nearer places are tried: a pass stays within some million steps.
        reach = n <= WholeReach ? n : Math.Max(20, WholeReach * WholeReach / n);
    }

    private enum Move
    {
        Later,
        Earlier,
        Exchange,
    }

    /// <summary>The order.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>What it costs.</summary>
    public long Cost => costs[^1];

    /// <summary>Takes another order.</summary>
    public void Take(ReadOnlySpan<int> other)
    {
        other.CopyTo(order);
        Array.Clear(quiet);
        Measure(0);
    }

    /// <summary>Makes moves that help until none does, or <paramref name="stop"/> says so.</summary>
    public void Descend(Func<bool> stop)
    {
        var places = new int[order.Length];
        for (var moved = true; moved;)
        {
            moved = false;
            random.Shuffle<int>(turns);
            for (var place = 0; place < order.Length; place++) places[order[place]] = place;
            foreach (var job in turns)
            {
                if (quiet[job]) continue;
                if (stop()) return;
                if (BestMove(places[job]) is not { } best)
                {
                    quiet[job] = true;
                    continue;
                }
                Make(best.Move, best.From, best.To);
                for (var place = best.From; place <= best.To; place++) places[order[place]] = place;
                moved = true;
            }
        }
    }

    /// <summary>Makes random moves between near places.</summary>
    public void Stir(int moves)
    {
        var center = random.Next(order.Length);
        for (; moves > 0; moves--)
        {
            var from = Math.Clamp(center + random.Next(-15, 15), 0, order.Length - 2);
            var to = Math.Clamp(from + random.Next(1, 12), from + 1, order.Length - 1);
            Make((Move)random.Next(3), from, to);
        }
    }

    private (Move Move, int From, int To)? BestMove(int place)
    {
        (Move, int, int)? best = null;
        var least = Cost;
        for (var other = Math.Max(0, place - reach); other <= Math.Min(order.Length - 1, place + reach); other++)
        {
            if (other == place) continue;
            var (from, to) = (Math.Min(place, other), Math.Max(place, other));
            Try(other > place ? Move.Later : Move.Earlier, from, to, ref best, ref least);
            if (to - from > 1) Try(Move.Exchange, from, to, ref best, ref least);
        }
        return best;
    }

    private void Try(Move move, int from, int to, ref (Move, int, int)? best, ref long least)
    {
        var cost = CostOf(move, from, to, least);
        if (cost >= least) return;
        (best, least) = ((move, from, to), cost);
    }

    /// <summary>The cost after a move; anything not below <paramref name="limit"/> when it is not below.</summary>
    private long CostOf(Move move, int from, int to, long limit)
    {
        var (now, cost) = from == 0 ? (0L, 0L) : (ends[from - 1], costs[from - 1]);
        for (var place = from; place <= to; place++)
        {
            var job = move switch
            {
                Move.Later => order[place == to ? from : place + 1],
                Move.Earlier => order[place == from ? to : place - 1],
                _ => order[place == from ? to : place == to ? from : place],
            };
            now = Math.Max(now, release[job]) + processing[job];
            cost += weight[job] * Math.Max(0, now - due[job]);
            if (cost >= limit) return limit;
        }
        for (var place = to + 1; place < order.Length; place++)
        {
            if (now == ends[place - 1]) return cost + Cost - costs[place - 1];
            var job = order[place];
            now = Math.Max(now, release[job]) + processing[job];
            cost += weight[job] * Math.Max(0, now - due[job]);
            if (cost >= limit) return limit;
        }
        return cost;
    }

    private void Make(Move move, int from, int to)
    {
        var (first, last) = (order[from], order[to]);
        if (move == Move.Later) Array.Copy(order, from + 1, order, from, to - from);
        if (move == Move.Earlier) Array.Copy(order, from, order, from + 1, to - from);
        if (move != Move.Earlier) order[to] = first;
        if (move != Move.Later) order[from] = last;
        for (var place = Math.Max(0, from - 1); place <= Math.Min(order.Length - 1, to + 1); place++) quiet[order[place]] = false;
        Measure(from);
    }

    private void Measure(int from)
    {
        var (now, cost) = from == 0 ? (0L, 0L) : (ends[from - 1], costs[from - 1]);
        for (var place = from; place < order.Length; place++)
        {
            var job = order[place];
            now = Math.Max(now, release[job]) + processing[job];
            cost += weight[job] * Math.Max(0, now - due[job]);
            (ends[place], costs[place]) = (now, cost);
        }
    }
}

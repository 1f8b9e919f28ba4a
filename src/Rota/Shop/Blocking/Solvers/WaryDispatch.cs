using Rota.Randomness;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Dispatching for shops without swaps: no move closes a ring of jobs that wait for each other or will, and when nothing can move any more it goes back some moves, further each time, and
/// on by other weights. Nothing is allocated while it runs.
/// </summary>
internal sealed class WaryDispatch
{
    // Floors of all moves take at most this many numbers; larger shops are not dispatched like this.
    private const long MostNumbers = 1 << 23;

    private readonly BlockingShop shop;
    private readonly int[] floor, saved, loads;
    private readonly double[] weight;
    private readonly int jobs, machines;
    private int now, left, count, makespan;

    /// <param name="shop">The shop; its stops play no part.</param>
    public WaryDispatch(BlockingShop shop)
    {
        this.shop = shop;
        (jobs, machines) = (shop.Jobs, shop.Machines);
        floor = new int[(3 * jobs) + machines];
        CanRun = (long)shop.Operations * (floor.Length + 4) <= MostNumbers;
        (loads, weight, saved) = (new int[shop.Operations], new double[jobs], new int[CanRun ? shop.Operations * (floor.Length + 4) : 0]);
    }

    /// <summary>False for shops that are too large.</summary>
    public bool CanRun { get; }

    /// <summary>When each operation was loaded.</summary>
    public ReadOnlySpan<int> Loads => loads;

    private Span<int> Next => floor.AsSpan(0, jobs);

    private Span<int> Done => floor.AsSpan(jobs, jobs);

    private Span<int> Held => floor.AsSpan(2 * jobs, jobs);

    private Span<int> Occupant => floor.AsSpan(3 * jobs, machines);

    /// <summary>One run.</summary>
    /// <param name="most">Jobs inside at most, at least 1.</param>
    /// <param name="work">Weight of the share of work left, positive for most work first.</param>
    /// <param name="chance">Weight of chance, drawn anew for each job whenever it went back.</param>
    /// <param name="returns">How often it may go back.</param>
    /// <param name="random">Chance.</param>
    /// <returns>The makespan; <see cref="LoadOrder.None"/> when it gave up.</returns>
    public int Finish(int most, double work, double chance, int returns, RandomStream random)
    {
        shop.First.AsSpan(0, jobs).CopyTo(Next);
        Done.Clear();
        Held.Fill(-1);
        Occupant.Fill(-1);
        (now, left, count, makespan) = (0, jobs, 0, 0);
        Draw(chance, random);
        var (moves, furthest, back) = (0, 0, 2);
        while (left > 0)
        {
            Leave();
            if (Best(most, work) is var job && job >= 0)
            {
                Save(moves++);
                Load(job);
                continue;
            }
            var soonest = int.MaxValue;
            for (var j = 0; j < jobs; j++)
                if (Held[j] >= 0 && Done[j] > now) soonest = Math.Min(soonest, Done[j]);
            if (soonest < int.MaxValue) now = soonest;
            else if (left > 0)
            {
                if (returns-- == 0) return LoadOrder.None;
                (furthest, back) = moves > furthest ? (moves, 2) : (furthest, Math.Min(2 * back, shop.Operations));
                Recall(moves = Math.Max(0, moves - back));
                Draw(chance + 0.5, random);
            }
        }
        return makespan;
    }

    private void Draw(double chance, RandomStream random)
    {
        for (var j = 0; j < jobs; j++) weight[j] = chance * random.NextDouble();
    }

    /// <summary>Jobs that are done leave.</summary>
    private void Leave()
    {
        for (var j = 0; j < jobs; j++)
        {
            if (Held[j] < 0 || Next[j] < shop.First[j + 1] || Done[j] > now) continue;
            (Occupant[Held[j]], Held[j]) = (-1, -1);
            (makespan, left, count) = (Math.Max(makespan, Done[j]), left - 1, count - 1);
        }
    }

    /// <summary>The job that moves next, -1 when none may: jobs inside first, then by weight.</summary>
    private int Best(int most, double work)
    {
        var (best, key) = (-1, double.NegativeInfinity);
        for (var j = 0; j < jobs; j++)
        {
            var operation = Next[j];
            if (operation == shop.First[j + 1] || Done[j] > now || (Held[j] < 0 && count >= most)) continue;
            var at = shop.Machine[operation];
            if (Occupant[at] >= 0 && Occupant[at] != j) continue;
            var own = weight[j] + (work * shop.WorkFrom[operation] / Math.Max(1, shop.WorkFrom[shop.First[j]])) + (Held[j] >= 0 ? 10 : 0);
            if (own > key && !ClosesRing(j, operation)) (best, key) = (j, own);
        }
        return best;
    }

    /// <summary>Whether a job, once loaded, would wait for a machine whose job waits, at the end of all, for the machine the first one is on.</summary>
    private bool ClosesRing(int job, int operation)
    {
        var at = shop.Machine[operation];
        for (var (mover, next, steps) = (job, operation + 1, 0); steps <= machines; steps++)
        {
            if (next == shop.First[mover + 1]) return false;
            var wanted = shop.Machine[next];
            if (wanted == at) return mover != job;
            mover = Occupant[wanted];
            // The machine it comes from is empty then.
            if (mover < 0 || mover == job) return false;
            next = Next[mover];
        }
        return false;
    }

    private void Load(int job)
    {
        var operation = Next[job]++;
        if (Held[job] >= 0) Occupant[Held[job]] = -1;
        else count++;
        Held[job] = shop.Machine[operation];
        Occupant[Held[job]] = job;
        loads[operation] = now;
        Done[job] = now + shop.Duration[operation];
    }

    private void Save(int move)
    {
        var into = saved.AsSpan(move * (floor.Length + 4), floor.Length + 4);
        floor.CopyTo(into);
        (into[^4], into[^3], into[^2], into[^1]) = (now, left, count, makespan);
    }

    private void Recall(int move)
    {
        var from = saved.AsSpan(move * (floor.Length + 4), floor.Length + 4);
        from[..floor.Length].CopyTo(floor);
        (now, left, count, makespan) = (from[^4], from[^3], from[^2], from[^1]);
    }
}

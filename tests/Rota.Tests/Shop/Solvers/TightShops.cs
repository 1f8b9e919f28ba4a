using Rota.Randomness;
using Rota.Shop;

namespace Rota.Tests.Shop.Solvers;

/// <summary>
/// Shops cut out of a schedule without idle time, so that the optimum is known: each machine's time is cut at random points, then jobs are threaded through
/// the pieces in order of time, to the next piece that begins (long jobs) or to any later one (short jobs).
/// </summary>
internal static class TightShops
{
    public static ShopProblem Cut(int machines, int operations, long makespan, bool longJobs, ulong seed)
    {
        var random = new RandomStream(seed);
        var pieces = Pieces(machines, operations, makespan, random);
        var unused = Enumerable.Range(0, pieces.Length).ToList();
        var jobs = new List<ShopJob>();
        while (unused.Count > 0)
        {
            var steps = new List<Operation>();
            for (var place = 0; place >= 0; place = Follower(pieces, unused, pieces[place], longJobs, random))
            {
                var piece = unused[place];
                unused.RemoveAt(place);
                var (machine, start, end) = pieces[piece];
                steps.Add(new Operation(machine, end - start));
                place = piece;
            }
            jobs.Add(new ShopJob($"job {jobs.Count}", [.. steps]));
        }
        var order = jobs.ToArray();
        random.Shuffle(order.AsSpan());
        return new ShopProblem($"{(longJobs ? "long" : "short")} {machines} x {operations}, seed {seed}", machines, [.. order]);
    }

    private static int Follower(
        (int Machine, long Start, long End)[] pieces, List<int> unused, (int Machine, long Start, long End) last, bool longJobs, RandomStream random)
    {
        var (low, high) = (0, unused.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pieces[unused[middle]].Start < last.End) low = middle + 1;
            else high = middle;
        }
        if (low == unused.Count) return -1;
        var place = longJobs ? low : random.Next(low, unused.Count - 1);
        while (place < unused.Count && pieces[unused[place]].Machine == last.Machine) place++;
        return place < unused.Count ? place : -1;
    }

    private static (int Machine, long Start, long End)[] Pieces(int machines, int operations, long makespan, RandomStream random)
    {
        var cuts = new SortedSet<long>[machines];
        for (var m = 0; m < machines; m++) cuts[m] = [0];
        for (var left = operations - machines; left > 0;)
            if (cuts[random.Next(machines)].Add(random.Next(1, (int)makespan - 1))) left--;
        return
        [
            .. cuts.SelectMany((starts, m) => starts.Zip(starts.Skip(1).Append(makespan), (start, end) => (m, start, end)))
                .OrderBy(piece => piece.start).ThenBy(piece => piece.m),
        ];
    }
}

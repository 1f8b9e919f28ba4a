using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Shop;

namespace Rota.Tests.Shop.Solvers;

/// <summary>
/// Shops cut out of a schedule without idle time, so that the optimum is known: each machine's time is cut at random points, then every piece in order
/// of machines is followed, in its job, by one that begins later and follows none yet: the next one (long jobs) or any (short jobs). As far as can be
/// told from their data, the shops of Da Col and Teppan (2022) were made so.
/// </summary>
internal static class TightShops
{
    public static ShopProblem Cut(int machines, int operations, long makespan, bool longJobs, ulong seed)
    {
        var random = new RandomStream(seed);
        var pieces = Pieces(machines, operations, makespan, random);
        var free = Enumerable.Range(0, pieces.Length).OrderBy(i => pieces[i].Start).ThenBy(i => i).ToList();
        var follower = new int[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            var place = Place(pieces, free, pieces[i], longJobs, random);
            follower[i] = place < 0 ? -1 : free[place];
            if (place >= 0) free.RemoveAt(place);
        }
        var jobs = free.Select(first => new ShopJob($"starts with {first}", Chain(first))).ToArray();
        random.Shuffle(jobs.AsSpan());
        return new ShopProblem($"{(longJobs ? "long" : "short")} {machines} x {operations}, seed {seed}", machines, [.. jobs]);

        ImmutableArray<Operation> Chain(int first)
        {
            var steps = ImmutableArray.CreateBuilder<Operation>();
            for (var i = first; i >= 0; i = follower[i]) steps.Add(new Operation(pieces[i].Machine, pieces[i].End - pieces[i].Start));
            return steps.ToImmutable();
        }
    }

    private static int Place(
        (int Machine, long Start, long End)[] pieces, List<int> free, (int Machine, long Start, long End) last, bool longJobs, RandomStream random)
    {
        var (low, high) = (0, free.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pieces[free[middle]].Start < last.End) low = middle + 1;
            else high = middle;
        }
        if (low == free.Count) return -1;
        var place = longJobs ? low : random.Next(low, free.Count - 1);
        while (place < free.Count && pieces[free[place]].Machine == last.Machine) place++;
        return place < free.Count ? place : -1;
    }

    private static (int Machine, long Start, long End)[] Pieces(int machines, int operations, long makespan, RandomStream random)
    {
        var cuts = new SortedSet<long>[machines];
        for (var m = 0; m < machines; m++) cuts[m] = [0];
        for (var left = operations - machines; left > 0;)
            if (cuts[random.Next(machines)].Add(random.Next(1, (int)makespan - 1))) left--;
        return
        [
            .. cuts.SelectMany((starts, m) => starts.Zip(starts.Skip(1).Append(makespan), (start, end) => (m, start, end))),
        ];
    }
}

using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>
/// Dynamic programming over sets of jobs (Held and Karp 1962): the optimum of up to <see cref="MostJobs"/> jobs with any weights, without releases. 2^n sums, every set once. Slow and
/// simple: what the other exact solvers are tested against.
/// </summary>
public sealed class SubsetProgramming : ISolver<TardinessProblem, TardinessSequence>
{
    /// <summary>Most jobs: 25 take 256 MiB.</summary>
    public const int MostJobs = 25;

    /// <inheritdoc/>
    public string Name => "dp";

    /// <inheritdoc/>
    public string Description => $"dynamic programming over sets: the optimum of up to {MostJobs} jobs without releases, weights or not";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public static string? Unfit(TardinessProblem problem) =>
        problem.HasReleases ? "dynamic programming over sets needs all jobs to be there at the start; try portfolio"
        : problem.Jobs.Length > MostJobs ? $"dynamic programming over sets takes at most {MostJobs} jobs, the problem has {problem.Jobs.Length}; try portfolio" : null;

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (Solve(problem, () => run.ShouldStop) is not { } found) return;
        run.Offer(TardinessSequence.Of(found.Order), found.Value, Name);
        run.ProveBound(found.Value, Name);
    }

    /// <summary>The optimum of a problem that fits; null when <paramref name="stop"/> said so.</summary>
    public static (long Value, int[] Order)? Solve(TardinessProblem problem, Func<bool>? stop = null)
    {
        var n = problem.Jobs.Length;
        var (p, d, w) = (new long[n], new long[n], new long[n]);
        for (var j = 0; j < n; j++) (p[j], d[j], w[j]) = (problem.Jobs[j].Processing, problem.Jobs[j].Due, problem.Jobs[j].Weight);
        // Least cost of running exactly the jobs of a set first, in some order.
        var least = new long[1 << n];
        var work = 0L;
        for (var set = 1; set < least.Length; set++)
        {
            if ((set & 0xFFFF) == 0 && stop?.Invoke() == true) return null;
            // From one set to the next the low bits that were all set go out and one comes in.
            var changed = set ^ (set - 1);
            for (var bits = changed; bits != 0; bits &= bits - 1)
            {
                var j = System.Numerics.BitOperations.TrailingZeroCount(bits);
                work += (set >> j & 1) != 0 ? p[j] : -p[j];
            }
            var best = long.MaxValue;
            for (var bits = set; bits != 0; bits &= bits - 1)
            {
                var j = System.Numerics.BitOperations.TrailingZeroCount(bits);
                best = Math.Min(best, least[set & ~(1 << j)] + (w[j] * Math.Max(0, work - d[j])));
            }
            least[set] = best;
        }
        return (least[^1], Order(least, p, d, w));
    }

    private static int[] Order(long[] least, long[] p, long[] d, long[] w)
    {
        var order = new int[p.Length];
        var (set, work) = (least.Length - 1, p.Sum());
        for (var place = order.Length - 1; place >= 0; place--)
        {
            var last = 0;
            while ((set >> last & 1) == 0 || least[set & ~(1 << last)] + (w[last] * Math.Max(0, work - d[last])) != least[set]) last++;
            order[place] = last;
            work -= p[last];
            set &= ~(1 << last);
        }
        return order;
    }
}

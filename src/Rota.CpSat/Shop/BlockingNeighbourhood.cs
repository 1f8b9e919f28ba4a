using Google.OrTools.Sat;
using Rota.Randomness;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;

namespace Rota.CpSat.Shop;

/// <summary>
/// Which operations a step of <see cref="BlockingWindows"/> lets go: those loaded one after another in a window, those of some jobs in a longer window, or some whole jobs. Each kind has
/// a size of its own.
/// </summary>
internal sealed class BlockingNeighbourhood
{
    private readonly BlockingWindowsOptions options;
    private readonly RandomStream random;
    private readonly int[] jobOf;
    private readonly int[] jobs;
    private readonly double[] sizes;

    public BlockingNeighbourhood(BlockingProblem problem, BlockingWindowsOptions options, RandomStream random)
    {
        (this.options, this.random) = (options, random);
        var shop = problem.Shop;
        (jobOf, jobs) = (new int[shop.OperationCount], new int[shop.Jobs.Length]);
        for (var j = 0; j < jobs.Length; j++)
        {
            jobs[j] = j;
            jobOf.AsSpan(shop.FirstOperation[j], shop.Jobs[j].Operations.Length).Fill(j);
        }
        sizes = [options.Size, options.Size, options.Size];
    }

    /// <summary>Draws operations to let go.</summary>
    /// <returns>The kind: 0 a window, 1 half of a longer one, 2 jobs.</returns>
    public int Draw(LoadSequence sequence, out bool[] free)
    {
        free = new bool[jobOf.Length];
        var kind = options.Jobs > 0 && random.Next(options.Jobs) == 0 ? 2 : options.Half > 0 && random.Next(options.Half) == 0 ? 1 : 0;
        var size = Math.Min(jobOf.Length, (int)sizes[kind]);
        if (kind == 2)
        {
            random.Shuffle<int>(jobs);
            var count = 0;
            foreach (var job in jobs)
            {
                for (var o = 0; o < free.Length; o++)
                    if (jobOf[o] == job) (free[o], count) = (true, count + 1);
                if (count >= size) break;
            }
            return kind;
        }
        var length = kind == 0 ? size : Math.Min(jobOf.Length, 2 * size);
        // As likely at the ends as in the middle: a window may stand out over either end.
        var first = random.Next(-(length / 2), jobOf.Length - (length / 2));
        first = Math.Clamp(first, 0, jobOf.Length - length);
        ulong some = random.NextBits();
        for (var i = first; i < first + length; i++)
        {
            var o = sequence.Order[i];
            free[o] = kind == 0 || length < 2 * size || ((some >> (jobOf[o] & 63)) & 1) == 0;
        }
        return kind;
    }

    /// <summary>Grows neighbourhoods of a kind that are searched to their end, and shrinks those that are not.</summary>
    public void Learn(int kind, CpSolverStatus status) => sizes[kind] = Math.Clamp(
        sizes[kind] * (status == CpSolverStatus.Unknown ? 0.95 : status is CpSolverStatus.Infeasible or CpSolverStatus.Optimal ? 1.03 : 1), Math.Min(8, jobOf.Length), jobOf.Length);
}

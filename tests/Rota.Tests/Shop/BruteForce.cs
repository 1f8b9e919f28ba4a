using Rota.Shop;
using Rota.Shop.Solvers;

namespace Rota.Tests.Shop;

/// <summary>The best objective of a tiny shop, by trying every order of operations and every mode.</summary>
internal static class BruteForce
{
    /// <summary>The optimum. Empty operations touch no machine, so they never wait for one.</summary>
    public static long Best(ShopProblem problem)
    {
        var next = new int[problem.Jobs.Length];
        var ready = problem.Jobs.Select(job => job.Release).ToArray();
        return Try(problem, next, ready, new long[problem.MachineCount]);
    }

    private static long Try(ShopProblem problem, int[] next, long[] ready, long[] free)
    {
        var best = long.MaxValue;
        for (var j = 0; j < next.Length; j++)
        {
            if (next[j] == problem.Jobs[j].Operations.Length) continue;
            foreach (var (machine, duration) in problem.Jobs[j].Operations[next[j]].Modes)
            {
                var (readyBefore, freeBefore) = (ready[j], free[machine]);
                if (duration > 0) free[machine] = ready[j] = Math.Max(ready[j], free[machine]) + duration;
                next[j]++;
                best = Math.Min(best, Try(problem, next, ready, free));
                next[j]--;
                (ready[j], free[machine]) = (readyBefore, freeBefore);
            }
        }
        if (best < long.MaxValue) return best;
        long cost = 0;
        for (var j = 0; j < next.Length; j++)
            cost = JobCost.Add(problem.Objective, cost, JobCost.Of(problem.Objective, problem.Jobs[j], ready[j]));
        return cost;
    }
}

using Rota.SingleMachine;

namespace Rota.Tests.SingleMachine;

/// <summary>The best objective of a tiny problem, by trying every order.</summary>
internal static class EveryOrder
{
    public static long Best(TardinessProblem problem) => Try(problem, 0, 0, 0);

    private static long Try(TardinessProblem problem, int used, long now, long cost)
    {
        if (used == (1 << problem.Jobs.Length) - 1) return cost;
        var best = long.MaxValue;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            if ((used >> j & 1) != 0) continue;
            var job = problem.Jobs[j];
            var end = Math.Max(now, job.Release) + job.Processing;
            best = Math.Min(best, Try(problem, used | 1 << j, end, cost + (job.Weight * Math.Max(0, end - job.Due))));
        }
        return best;
    }
}

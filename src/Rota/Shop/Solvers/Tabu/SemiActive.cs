namespace Rota.Shop.Solvers.Tabu;

/// <summary>Earliest starts of a linear order of the operations.</summary>
internal static class SemiActive
{
    /// <summary>Start of each operation when the machines run their operations in the given order, each as early as possible.</summary>
    public static long[] Starts(ShopProblem problem, ReadOnlySpan<int> linear)
    {
        var starts = new long[problem.OperationCount];
        var jobOf = new int[starts.Length];
        for (var j = 0; j < problem.Jobs.Length; j++)
            jobOf.AsSpan(problem.FirstOperation[j]..problem.FirstOperation[j + 1]).Fill(j);
        var ready = problem.Jobs.Select(job => job.Release).ToArray();
        var free = new long[problem.MachineCount];
        foreach (var id in linear)
        {
            var j = jobOf[id];
            var mode = problem.Jobs[j].Operations[id - problem.FirstOperation[j]].Modes[0];
            starts[id] = Math.Max(ready[j], free[mode.Machine]);
            ready[j] = free[mode.Machine] = starts[id] + mode.Duration;
        }
        return starts;
    }
}

namespace Rota.Shop.Solvers;

/// <summary>What a completion costs under a problem's objective, and the objective of a whole schedule. The solvers' own measure, beside the checker's.</summary>
public static class JobCost
{
    /// <summary>The cost of one job that completes at <paramref name="completion"/>. Costs add up, except makespans, which are compared.</summary>
    public static long Of(ShopObjective objective, ShopJob job, long completion) => objective switch
    {
        ShopObjective.Makespan => completion,
        ShopObjective.TotalFlow => completion - job.Release,
        ShopObjective.TotalTardiness => Tardiness(job, completion),
        ShopObjective.TotalWeightedTardiness => job.Weight * Tardiness(job, completion),
        _ => throw new InvalidOperationException($"no cost for objective {objective}"),
    };

    /// <summary>The two costs together: the sum, or the larger makespan.</summary>
    public static long Add(ShopObjective objective, long left, long right) =>
        objective == ShopObjective.Makespan ? Math.Max(left, right) : left + right;

    /// <summary>The objective of a schedule; a job without operations is complete at its release.</summary>
    public static long Of(ShopProblem problem, ShopSchedule schedule)
    {
        long total = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var job = problem.Jobs[j];
            var last = problem.FirstOperation[j + 1] - 1;
            var completion = job.Operations.IsEmpty
                ? job.Release
                : schedule.Starts[last] + job.Operations[^1].Modes[schedule.Modes[last]].Duration;
            total = Add(problem.Objective, total, Of(problem.Objective, job, completion));
        }
        return total;
    }

    private static long Tardiness(ShopJob job, long completion) => job.Due is { } due ? Math.Max(0, completion - due) : 0;
}

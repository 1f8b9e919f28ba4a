namespace Rota.SingleMachine;

/// <summary>What an order comes to.</summary>
/// <param name="Weighted">Sum of weight times tardiness: the objective.</param>
/// <param name="Sum">Sum of tardiness.</param>
/// <param name="Largest">Largest tardiness.</param>
/// <param name="Late">Number of late jobs.</param>
public readonly record struct TardinessTotals(long Weighted, long Sum, long Largest, int Late)
{
    /// <summary>The totals of an order.</summary>
    public static TardinessTotals Of(TardinessProblem problem, TardinessSequence sequence)
    {
        var totals = default(TardinessTotals);
        foreach (var job in sequence.Jobs(problem))
            totals = new(
                totals.Weighted + (problem.Jobs[job.Job].Weight * job.Tardiness),
                totals.Sum + job.Tardiness,
                Math.Max(totals.Largest, job.Tardiness),
                totals.Late + (job.Tardiness > 0 ? 1 : 0));
        return totals;
    }
}

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// SRPT on totals: the job with the least work left, clairvoyant and optimal on one machine. It is given the totals of the jobs by number, which no view holds; not a
/// candidate for a real host. Ties to the lower number.
/// </summary>
/// <param name="totals">The work of each job, by number in order of arrival.</param>
public sealed class ShortestRemaining(Func<int, long> totals) : IndexPolicy
{
    /// <inheritdoc/>
    protected override (long Key, long Tie) Index(int job) => (totals(job) - View.Elapsed(job), 0);
}

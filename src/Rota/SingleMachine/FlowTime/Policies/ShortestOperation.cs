namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// SRPT on operations (SRPT-op): the job whose current operation has the least left; ties to the job with more work done, then to the lower number. On uniform obligatory
/// tests it is 2-competitive, which is best possible for deterministic algorithms (arXiv 2602.12716); in general it falls behind linearly in the number of operations.
/// </summary>
public sealed class ShortestOperation : IndexPolicy
{
    /// <inheritdoc/>
    protected override (long Key, long Tie) Index(int job) => (View.Remaining(job), -View.Elapsed(job));
}

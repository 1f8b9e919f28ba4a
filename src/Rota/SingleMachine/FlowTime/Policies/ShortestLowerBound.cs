namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// SLF, shortest lower bound first: the job whose work done and known together are least. The analogue of the rule that is ceil(1/epsilon)-competitive when a length is
/// revealed once a share epsilon of it remains (FOCS 2025); here no ratio is proven. Ties to the lower number.
/// </summary>
public sealed class ShortestLowerBound : IndexPolicy
{
    /// <inheritdoc/>
    protected override (long Key, long Tie) Index(int job) => (View.Elapsed(job) + View.Remaining(job), 0);
}

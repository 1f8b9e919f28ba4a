namespace Rota.SingleMachine.Policies;

/// <summary>WSPT: the least processing time per weight first (Smith 1956). Least weighted tardiness when no job can be on time.</summary>
public sealed class WeightedShortestProcessingTime : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "wspt";

    /// <inheritdoc/>
    public override string Description => "least processing time per weight first (Smith 1956)";

    /// <inheritdoc/>
    public override bool NeedsWeights => true;

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => job.Weight == 0 ? double.PositiveInfinity : (double)job.Processing / job.Weight;

    /// <inheritdoc/>
    protected internal override int[] List(TardinessProblem problem) => JobOrders.ByProcessingThenDue(problem);
}

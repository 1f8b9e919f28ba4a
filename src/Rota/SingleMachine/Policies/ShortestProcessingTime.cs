namespace Rota.SingleMachine.Policies;

/// <summary>SPT: the shortest job first, ties to the earlier due date (Smith 1956). Least total tardiness when no job can be on time.</summary>
public sealed class ShortestProcessingTime : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "spt";

    /// <inheritdoc/>
    public override string Description => "shortest processing time first, ties to the earlier due date (Smith 1956)";

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => job.Processing;

    /// <inheritdoc/>
    protected internal override int[] List(TardinessProblem problem) => JobOrders.ByProcessingThenDue(problem);
}

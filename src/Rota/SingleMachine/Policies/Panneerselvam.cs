namespace Rota.SingleMachine.Policies;

/// <summary>The largest (work waiting - d) / p first, ties to the highest number (Panneerselvam 2006, as the authors of EDDC run it).</summary>
public sealed class Panneerselvam : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "panneerselvam";

    /// <inheritdoc/>
    public override string Description => "largest (work waiting - due date) per processing time first (Panneerselvam 2006)";

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => -(double)(view.WorkWaiting - job.Due) / job.Processing;

    /// <inheritdoc/>
    protected internal override int[] List(TardinessProblem problem) => [.. JobOrders.ByNumber(problem).Reverse()];
}

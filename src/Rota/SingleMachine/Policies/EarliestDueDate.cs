namespace Rota.SingleMachine.Policies;

/// <summary>EDD: the earliest due date first, ties to the lowest number (Jackson 1955). Least largest tardiness; least total when at most one job is late.</summary>
public sealed class EarliestDueDate : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "edd";

    /// <inheritdoc/>
    public override string Description => "earliest due date first (Jackson 1955)";

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => job.Due;
}

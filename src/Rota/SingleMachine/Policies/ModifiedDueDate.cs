namespace Rota.SingleMachine.Policies;

/// <summary>MDD: the least modified due date max(now + p, d) first, ties to the lowest number (Baker and Bertrand 1982).</summary>
public sealed class ModifiedDueDate : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "mdd";

    /// <inheritdoc/>
    public override string Description => "least modified due date max(now + p, d) first (Baker and Bertrand 1982)";

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => Math.Max(view.Now + job.Processing, job.Due);
}

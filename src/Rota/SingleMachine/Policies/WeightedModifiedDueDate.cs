namespace Rota.SingleMachine.Policies;

/// <summary>WMDD: the least max(p, d - now) / w first, ties to the lowest number (Kanet and Li 2004). With equal weights it is MDD.</summary>
public sealed class WeightedModifiedDueDate : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "wmdd";

    /// <inheritdoc/>
    public override string Description => "least max(p, d - now) per weight first (Kanet and Li 2004)";

    /// <inheritdoc/>
    public override bool NeedsWeights => true;

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) =>
        job.Weight == 0 ? double.PositiveInfinity : (double)Math.Max(job.Processing, job.Due - view.Now) / job.Weight;
}

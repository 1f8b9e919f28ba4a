namespace Rota.SingleMachine.Policies;

/// <summary>
/// MDDC, found by a language model (Cetinkaya et al. 2025, as their code executes it): the modified due date with processing times stretched by a tenth, times
/// 1 + theta, plus sigma, where rho = min(1, p / (now + longest waiting)), theta = rho^2 / (1 + rho^2), sigma = p / (now + mean waiting). Ties by due
/// date, processing time, number. In double precision, as the original: 1.1 p is no whole number.
/// </summary>
public sealed class MddChallenger : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name => "mddc";

    /// <inheritdoc/>
    public override string Description => "modified due date stretched by 1.1 and by relative length (MDD Challenger, Cetinkaya et al. 2025)";

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view)
    {
        double length = job.Processing;
        var modified = Math.Max((1.1 * length) + view.Now, job.Due);
        var rho = Math.Min(1, length / (view.Now + view.LongestWaiting));
        var theta = rho * rho / (1 + (rho * rho));
        return (modified * (1 + theta)) + (length / (view.Now + view.MeanWaiting));
    }

    /// <inheritdoc/>
    protected internal override int[] List(TardinessProblem problem) => JobOrders.ByDueThenProcessing(problem);
}

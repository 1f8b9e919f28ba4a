using System.Globalization;

namespace Rota.SingleMachine.Policies;

/// <summary>
/// ATC: the highest apparent tardiness cost w / p exp(-max(0, d - p - now) / (K mean waiting)) first, ties to the lowest number (Vepsalainen and Morton 1987).
/// Ranked by its logarithm, which does not underflow.
/// </summary>
/// <param name="lookAhead">K, above 0: how many mean processing times ahead a due date is felt. Default 2.</param>
public sealed class ApparentTardinessCost(double lookAhead = 2) : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name { get; } = lookAhead == 2 ? "atc" : string.Create(CultureInfo.InvariantCulture, $"atc-{lookAhead}");

    /// <inheritdoc/>
    public override string Description { get; } =
        string.Create(CultureInfo.InvariantCulture, $"highest apparent tardiness cost, look-ahead K = {lookAhead} (Vepsalainen and Morton 1987)");

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view)
    {
        if (job.Weight == 0) return double.PositiveInfinity;
        var slack = Math.Max(0, job.Due - job.Processing - view.Now);
        return (slack / (lookAhead * view.MeanWaiting)) - Math.Log((double)job.Weight / job.Processing);
    }
}

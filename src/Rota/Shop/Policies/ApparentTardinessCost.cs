namespace Rota.Shop.Policies;

/// <summary>
/// Highest apparent tardiness cost, weight / duration * exp(-slack / (look-ahead * mean duration)), where slack leaves room for waiting before the
/// operations still to come (Vepsalainen and Morton 1987, job shop form). Ranked by its logarithm, which does not underflow.
/// </summary>
/// <param name="lookAhead">How many mean durations ahead a due date is felt; the paper's 3 for job shops.</param>
/// <param name="waitPerWork">Expected waiting per unit of later work; the paper's 2.</param>
public sealed class ApparentTardinessCost(double lookAhead = 3, double waitPerWork = 2) : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "ATC";

    /// <inheritdoc/>
    public override string Description => "Highest apparent tardiness cost: weight per duration, fading with slack (Vepsalainen and Morton 1987).";

    /// <inheritdoc/>
    public override bool ChangesWithTime => true;

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting)
    {
        var later = Math.Max(0, waiting.RemainingWork - waiting.Duration);
        var slack = Math.Max(0, waiting.Due - waiting.Now - waiting.Duration - ((1 + waitPerWork) * later));
        // Half a time unit stands in for an empty operation, whose index would be infinite.
        return (slack / (lookAhead * Math.Max(waiting.MeanDuration, 0.5))) - Math.Log(waiting.Weight / Math.Max(waiting.Duration, 0.5));
    }
}

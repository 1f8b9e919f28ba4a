namespace Rota.Shop.Policies;

/// <summary>
/// COVERT: highest expected tardiness cost over time, weight / duration * (1 - slack / worst expected waiting), where the expected waiting is in
/// proportion to the work remaining (Carroll 1965; weighted by Vepsalainen and Morton 1987). Operations whose index is zero go by slack.
/// </summary>
/// <param name="worstWaitPerWork">The worst waiting reckoned with, per unit of work remaining; 4 = the usual 2 x 2.</param>
public sealed class CostOverTime(double worstWaitPerWork = 4) : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "COVERT";

    /// <inheritdoc/>
    public override string Description => "Highest expected tardiness cost per duration, growing as slack is used up (Carroll 1965).";

    /// <inheritdoc/>
    public override bool ChangesWithTime => true;

    /// <inheritdoc/>
    public override bool NeedsDueDates => true;

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting)
    {
        var used = Math.Max(0, waiting.Slack) / (worstWaitPerWork * Math.Max(waiting.RemainingWork, 0.5));
        return used < 1 ? -(waiting.Weight / Math.Max(waiting.Duration, 0.5)) * (1 - used) : used;
    }
}

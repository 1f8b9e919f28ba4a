namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Balance: cautious shortest class first on estimates of the whole jobs (SODA 2026). With estimates off by a factor mu in all it is O(mu)-competitive without knowing mu, and no
/// algorithm does better than Omega(mu).
/// </summary>
/// <param name="estimate">A job's estimated work in ticks, by number, asked at its arrival; null for the first operation's length, which every host knows.</param>
/// <param name="options">Base of the classes and the full fraction.</param>
public sealed class Balance(Func<int, long>? estimate = null, BalanceOptions? options = null) : FlowPolicy
{
    private readonly BalanceLine line = new((options ?? new()).Validated().FullFraction);
    private readonly SizeClasses classes = new((options ?? new()).Base);

    /// <summary>Partial jobs, bottom of the stack first.</summary>
    public IReadOnlyList<int> Partial => line.Stack;

    /// <summary>The class of a job's estimate.</summary>
    public int ClassOf(int job) => line.ClassOf(job);

    /// <inheritdoc/>
    public override void OnArrival(int job) => line.Add(job, classes.Of(Math.Max(1, estimate is null ? View.Size(job) : estimate(job))));

    /// <inheritdoc/>
    public override void OnWork(int job, long amount) => line.Touch(job);

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        if (finished) line.Remove(job);
    }

    /// <inheritdoc/>
    public override int Current() => line.Decide();

    /// <inheritdoc/>
    public override int Top(Span<int> jobs) => line.Top(jobs);
}

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Ours: follows the rule that would have done best so far. Every rule hears everything; now and then the work that was done is done again in thought under each of them, in
/// the order each would have chosen, and the one under which the finished jobs would have had the least sum of flow times leads from then on. Nothing is used that was not
/// revealed: jobs that are not finished take part with the work done on them and count for nobody. Deterministic; no ratio is proven.
/// </summary>
public sealed class Hindsight : FlowPolicy
{
    private readonly HindsightOptions options;
    private readonly FlowPolicy[] rules;
    private int finished;
    private int next;
    private bool begun;

    /// <summary>A fresh policy.</summary>
    /// <exception cref="RotaException">An option out of range.</exception>
    public Hindsight(HindsightOptions? options = null)
    {
        this.options = (options ?? new()).Validated();
        rules = [.. this.options.Rules.Select(rule => rule())];
        next = this.options.FirstLook;
    }

    /// <summary>Which of the rules leads.</summary>
    public int Leader { get; private set; }

    /// <inheritdoc/>
    public override void OnArrival(int job)
    {
        if (!begun)
            foreach (var rule in rules) rule.Begin(View);
        begun = true;
        foreach (var rule in rules) rule.OnArrival(job);
    }

    /// <inheritdoc/>
    public override void OnWork(int job, long amount)
    {
        foreach (var rule in rules) rule.OnWork(job, amount);
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        foreach (var rule in rules) rule.OnOperationDone(job, finished);
        if (!finished || ++this.finished < next) return;
        next = Math.Min(2 * next, next + options.MostJobs);
        Look();
    }

    /// <inheritdoc/>
    public override int Current() => rules[Leader].Current();

    /// <inheritdoc/>
    public override long Quantum(int job) => rules[Leader].Quantum(job);

    /// <inheritdoc/>
    public override int Top(Span<int> jobs) => rules[Leader].Top(jobs);

    private void Look()
    {
        var past = new PastWork(View, options.MostJobs);
        var reached = past.FlowUnder(options.Rules[Leader]()) * (1 - options.Hysteresis);
        for (var r = 0; r < rules.Length; r++)
        {
            var flow = past.FlowUnder(options.Rules[r]());
            if (flow < reached) (reached, Leader) = (flow, r);
        }
    }
}

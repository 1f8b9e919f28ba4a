using Rota.SingleMachine.FlowTime.Policies;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

/// <summary>Balance under watch: after every decision the invariants of the paper must hold.</summary>
internal sealed class WatchedBalance(Balance inner) : FlowPolicy
{
    private readonly HashSet<int> partial = [];
    private bool begun;

    public override void OnArrival(int job)
    {
        if (!begun) inner.Begin(View);
        begun = true;
        inner.OnArrival(job);
    }

    public override void OnWork(int job, long amount) => inner.OnWork(job, amount);

    public override void OnOperationDone(int job, bool finished) => inner.OnOperationDone(job, finished);

    public override int Top(Span<int> jobs) => jobs.IsEmpty || (jobs[0] = Current()) < 0 ? 0 : 1;

    public override int Current()
    {
        var job = inner.Current();
        Assert.Equal(job, inner.Current());
        Assert.Equal(job, inner.Partial[^1]);
        var alive = Enumerable.Range(0, View.Arrived).Where(View.IsAlive).ToArray();
        for (var i = 1; i < inner.Partial.Count; i++) Assert.True(inner.ClassOf(inner.Partial[i]) < inner.ClassOf(inner.Partial[i - 1]));
        if (partial.Add(job)) Assert.All(alive, other => Assert.True(inner.ClassOf(other) >= inner.ClassOf(job)));
        var below = alive.Where(other => inner.ClassOf(other) < inner.ClassOf(job)).ToArray();
        // A smaller job waits: then it is the only other one of the running job's class or below.
        if (below.Length > 0) Assert.Single(alive, other => other != job && inner.ClassOf(other) <= inner.ClassOf(job));
        return job;
    }
}

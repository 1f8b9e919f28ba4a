using Rota.SingleMachine.FlowTime.Policies;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>A written instance as a source: whatever the policy does, the jobs are what they are.</summary>
public sealed class WrittenJobs(FlowProblem problem) : IFlowSource
{
    private int next;

    /// <inheritdoc/>
    public bool NextArrival(FlowView history, out FlowArrival arrival)
    {
        arrival = default;
        if (next == problem.Jobs.Length) return false;
        var job = problem.Jobs[next];
        arrival = new(job.Release, job.Operations[0]);
        return true;
    }

    /// <inheritdoc/>
    public void Arrived(int job) => next++;

    /// <inheritdoc/>
    public long? NextOperation(int job, FlowView history)
    {
        var operations = problem.Jobs[job].Operations;
        var following = history.Operation(job) + 1;
        return following < operations.Length ? operations[following] : null;
    }
}

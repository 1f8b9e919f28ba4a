using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Policies;

namespace Rota.Tests.SingleMachine.FlowTime;

/// <summary>A host as a user would write it: a loop of its own around the scheduler, in its own time.</summary>
internal static class LiveHost
{
    public static long[] Run(FlowProblem problem, FlowPolicy policy)
    {
        var host = new FlowScheduler(policy);
        var (now, arrived, done) = (0L, 0, new long[problem.Jobs.Length]);
        var left = 0L;
        while (arrived < done.Length || host.View.Alive > 0)
        {
            while (arrived < done.Length && problem.Jobs[arrived].Release <= now) host.OnArrival(problem.Jobs[arrived].Release, problem.Jobs[arrived++].Operations[0]);
            var job = host.Current();
            if (job < 0)
            {
                now = problem.Jobs[arrived].Release;
                continue;
            }
            left = host.View.Remaining(job);
            var worked = Math.Min(left, host.Quantum);
            if (arrived < done.Length) worked = Math.Min(worked, problem.Jobs[arrived].Release - now);
            now += worked;
            host.OnWork(now, job, worked);
            if (worked < left) continue;
            var next = host.View.Operation(job) + 1;
            var operations = problem.Jobs[job].Operations;
            host.OnOperationDone(job, next < operations.Length ? operations[next] : null);
            if (next == operations.Length) done[job] = now;
        }
        return done;
    }
}

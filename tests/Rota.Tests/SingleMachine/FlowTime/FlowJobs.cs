using CsCheck;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

/// <summary>Instances by hand and by chance.</summary>
internal static class FlowJobs
{
    /// <summary>Small chains: gaps up to 12, up to 6 operations of 1 to 20.</summary>
    public static Gen<FlowProblem> Chains { get; } = Any(1, 9, 6, 20, 12);

    /// <summary>Any chains; gaps make releases.</summary>
    public static Gen<FlowProblem> Any(int least, int most, int operations, int longest, int gap) =>
        Gen.Select(Gen.Int[0, gap], Gen.Long[1, longest].Array[1, operations]).Array[least, most].Select(jobs =>
        {
            var release = 0L;
            return Of([.. jobs.Select(job => (release += job.Item1, job.Item2))]);
        });

    public static FlowProblem Of(params (long Release, long[] Operations)[] jobs) =>
        new("by hand", jobs.Select((job, j) => new FlowJob($"J{j + 1}", job.Release, [.. job.Operations])));

    public static FlowRun Run(FlowProblem problem, FlowPolicy policy, FlowOptions? options = null) =>
        FlowSimulation.Run(problem, policy, options, TestContext.Current.CancellationToken);

    public static double Ratio(FlowProblem problem, FlowPolicy policy) =>
        (double)Run(problem, policy).TotalFlow / (double)FlowOptimum.Of(problem).TotalFlow;
}

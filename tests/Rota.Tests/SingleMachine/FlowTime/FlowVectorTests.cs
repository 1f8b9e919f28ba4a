using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowVectorTests
{
    private static readonly FlowProblem X1 = FlowJobs.Of((0, [4, 1, 9]), (1, [1]), (2, [2, 2]));
    private static readonly FlowProblem X2 = FlowJobs.Of((0, [2, 3, 8]), (0, [3, 3]), (4, [1, 1, 1]), (5, [6]));

    [Theory]
    [InlineData("srpt-op", 24, 19, 2, 6)]
    [InlineData("chunk-balance", 24, 19, 2, 6)]
    [InlineData("slf", 27, 19, 2, 9)]
    [InlineData("setf", 27, 19, 2, 9)]
    [InlineData("mlfq", 30, 19, 2, 12)]
    [InlineData("rr", 30, 19, 3, 11)]
    [InlineData("fifo", 45, 14, 15, 19)]
    public void The_first_vector_comes_out_as_written(string policy, int flow, params int[] completions) => Holds(X1, policy, flow, completions);

    [Theory]
    [InlineData("chunk-balance", 60, 28, 14, 7, 20)]
    [InlineData("srpt-op", 61, 28, 14, 8, 20)]
    [InlineData("slf", 61, 28, 14, 8, 20)]
    [InlineData("mlfq", 70, 28, 19, 10, 22)]
    [InlineData("setf", 71, 28, 20, 11, 21)]
    [InlineData("fifo", 73, 13, 19, 22, 28)]
    [InlineData("rr", 76, 28, 18, 15, 24)]
    public void The_second_vector_comes_out_as_written(string policy, int flow, params int[] completions) => Holds(X2, policy, flow, completions);

    [Fact]
    public void The_optima_of_both_vectors_come_out_as_written()
    {
        Assert.Equal([19, 2, 6], FlowOptimum.Of(X1).Completions);
        Assert.Equal((Int128)24, FlowOptimum.Of(X1).TotalFlow);
        Assert.Equal([28, 6, 9, 15], FlowOptimum.Of(X2).Completions);
        Assert.Equal((Int128)49, FlowOptimum.Of(X2).TotalFlow);
    }

    /// <summary>Measured when the specification was written, by other code, to two decimals.</summary>
    [Theory]
    [InlineData(FlowFamily.UniformTests, 50, 2, 16, 1.88, 1.88, 1.00, 1.89, 1.89, 29.8, 30.8)]
    [InlineData(FlowFamily.Creep, 64, 4, 64, 2.98, 2.98, 1.00, 3.06, 3.05, 72.4, 159.0)]
    [InlineData(FlowFamily.Liar, 16, 4, 16, 3.72, 1.91, 3.72, 4.61, 4.63, 48.8, 57.1)]
    public void Ratios_of_the_families_come_out_as_written(FlowFamily family, int jobs, int operations, int size, params double[] ratios)
    {
        var problem = FlowFamilies.Create(new() { Family = family, Jobs = jobs, Operations = operations, Size = size });
        string[] policies = ["srpt-op", "slf", "chunk-balance", "setf", "mlfq", "rr", "fifo"];
        for (var i = 0; i < policies.Length; i++)
            Assert.Equal(ratios[i], FlowJobs.Ratio(problem, FlowPolicies.Find(policies[i]).Create()), ratios[i] < 20 ? 0.0051 : ratios[i] / 300);
    }

    [Fact]
    public void Four_partial_jobs_keep_a_smaller_full_one_waiting_until_the_top_is_done()
    {
        // The fifth is one full job among five alive, fewer than a quarter: it waits for J4, which ends at 7.
        var problem = FlowJobs.Of((0, [32]), (1, [16]), (2, [8]), (3, [4]), (4, [2]));
        Assert.Equal([62, 31, 16, 7, 9], FlowJobs.Run(problem, new ChunkBalance()).Completions);
        Assert.Equal([62, 31, 16, 7, 9], FlowJobs.Run(problem, new Balance()).Completions);
        Assert.Equal([62, 31, 16, 9, 6], FlowJobs.Run(problem, new ChunkBalance(new() { FullFraction = 0 })).Completions);
    }

    private static void Holds(FlowProblem problem, string policy, int flow, int[] completions)
    {
        var run = FlowJobs.Run(problem, FlowPolicies.Find(policy).Create());
        Assert.Equal(completions.Select(c => (long)c), run.Completions);
        Assert.Equal((Int128)flow, run.TotalFlow);
    }
}

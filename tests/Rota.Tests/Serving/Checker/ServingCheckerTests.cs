using CsCheck;
using Rota.Serving;
using Rota.Serving.Checker;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Rota.Tests.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Checker;

/// <summary>The referee accepts every policy's runs, and refuses logs that something was done to.</summary>
public sealed class ServingCheckerTests
{
    public static TheoryData<string> Policies => [.. ServingPolicies.All.Select(policy => policy.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_policy_of_the_catalog_keeps_the_rules(string name)
    {
        var policy = ServingPolicies.Find(name);
        Gen.Select(Gen.ULong, Gen.Int[60, 260], Gen.Int[5, 100], Gen.Bool, Gen.Int[0, 2]).Sample(
            (seed, blocks, gap, jumps, kind) =>
            {
                var trace = kind == 0 ? Rehearsal.Random(seed, 25, gap / 1000.0) : Fleets.Mixed(seed, 25, gap / 1000.0).Trace;
                var workload = Workload.Of(trace, kind == 2 ? new ClosedLoop(5, 0.01) : null);
                var limits = Rehearsal.Limits(blocks, sequences: 8, budget: 200) with { PrefixCaching = seed % 3 > 0 };
                Accept(workload, Rehearsal.Run(workload, policy, limits, new RunOptions { KeepLog = true, Jumps = jumps }));
            },
            iter: 4, threads: 1);
    }

    [Fact]
    public void Fleets_of_all_kinds_keep_the_rules() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 3], Gen.Bool, Gen.Bool, Gen.Bool).Sample(
            (seed, count, apart, closed, jumps) =>
            {
                var workload = Fleets.Mixed(seed, 30, loop: closed ? new ClosedLoop(6) : null);
                var fleet = apart ? Fleets.Disaggregated(count, 2, decodeBlocks: 200) : Fleets.Equal(count, new LeastOutstanding(), blocks: 200);
                Accept(workload, ServingRun.Of(workload, fleet, new RunOptions { KeepLog = true, Jumps = jumps }));
            },
            iter: 40);

    [Fact]
    public void A_run_without_a_log_is_not_accepted()
    {
        var workload = Rehearsal.Requests((0, 100, 3));
        Assert.Equal(["the run kept no log"], ServingChecker.Instance.Check(workload, Rehearsal.Run(workload)).Violations);
    }

    private static void Accept(Workload workload, RunResult result)
    {
        var verdict = ServingChecker.Instance.Check(workload, result);
        Assert.True(verdict.Accepted, string.Join("\n", verdict.Violations.Take(5)));
    }
}

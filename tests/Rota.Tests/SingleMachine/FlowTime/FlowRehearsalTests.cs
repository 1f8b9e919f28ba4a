using System.Buffers;
using System.Text.Json;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Rota.SingleMachine.FlowTime.Simulation;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowRehearsalTests
{
    private static readonly FlowProblem Random = FlowFamilies.Create(new() { Family = FlowFamily.Random, Jobs = 60, Operations = 5, Seed = 3 });

    [Fact]
    public void A_rehearsal_shows_every_policy_and_none_beats_the_optimum()
    {
        var report = FlowTimeRehearsal.Run(new(Random, FlowTimeRehearsal.Names), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(FlowTimeRehearsal.Names, report.Policies);
        Assert.All(report.Rows, row => Assert.True(row.Ratio >= 1 && row.LocalRatio >= 1 && row.P99 <= row.Max && row.Mean <= row.P99));
        Assert.Equal(1, report.Rows.Single(row => row.Policy == "srpt").Ratio);
        Assert.Equal(report.Rows[0].Mean, report.Rows[0].Weighted, 9);
        Assert.Empty(report.Verdicts());
    }

    [Fact]
    public void Seeds_are_paired_and_the_verdict_says_who_is_better()
    {
        var plan = new FlowRehearsalPlan(Random, ["progress-first", "fifo"]) { Seeds = 8 };
        var report = FlowTimeRehearsal.Run(plan, cancellation: TestContext.Current.CancellationToken);
        Assert.Contains("progress-first is better than fifo", Assert.Single(report.Verdicts()));
        Assert.Equal(16, report.Rows.Length);
        Assert.Equal(report.Rows, FlowTimeRehearsal.Run(plan, cancellation: TestContext.Current.CancellationToken).Rows);
    }

    [Fact]
    public void A_switch_that_costs_makes_those_pay_that_preempt()
    {
        var plan = new FlowRehearsalPlan(Random, ["srpt-op", "fifo"]) { SwitchCost = 40 };
        var report = FlowTimeRehearsal.Run(plan, cancellation: TestContext.Current.CancellationToken);
        Assert.True(report.Rows[0].Ratio > report.Rows[1].Ratio);
        Assert.Equal(0, report.Rows[1].Preemptions);
    }

    [Fact]
    public void Names_that_do_not_exist_are_refused_with_the_nearest()
    {
        var fault = Assert.Throws<RotaException>(() => FlowTimeRehearsal.Run(new(Random, ["chunk-balanec"]), cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("did you mean 'chunk-balance'?", fault.Message);
        Assert.Throws<RotaException>(() => FlowTimeRehearsal.Run(new(Random, ["rr", "RR"]), cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<RotaException>(() => FlowTimeRehearsal.Run(new(Random, ["rr"]) { Servers = 0 }, cancellation: TestContext.Current.CancellationToken));
        Assert.Throws<RotaException>(() => FlowFamilies.Create(new() { Jobs = 0, Operations = 2000 }));
        Assert.Throws<RotaException>(() => new ChunkBalance(new() { Base = 1, Patience = 0 }));
        Assert.Throws<RotaException>(() => new ProgressFirst(new() { ChunkSpan = double.NaN }));
    }

    [Fact]
    public void Files_of_a_run_say_what_happened()
    {
        var problem = new FlowProblem("x", [new("a", 0, [40, 10, 90]), new("b,c", 10, [10])]) { TicksPerUnit = 10 };
        var (run, optimum) = (FlowJobs.Run(problem, new FirstInFirstOut()), FlowOptimum.Of(problem));
        var (jobs, local, alive) = (new StringWriter(), new StringWriter(), new StringWriter());
        FlowExport.WriteJobs(run, jobs);
        FlowExport.WriteLocalRatio(run, optimum, local);
        FlowExport.WriteAlive(run, alive);
        Assert.Equal("job,release,completion,flow,preemptions,chunks,weight\na,0,14,14,0,2,1\n\"b,c\",1,15,14,0,1,1\n", jobs.ToString());
        Assert.Equal("time,alive,optimum,ratio\n0,1,1,1\n1,2,2,1\n2,2,1,2\n14,1,1,1\n15,0,0,\n", local.ToString());
        Assert.Equal("time,alive\n0,1\n1,2\n14,1\n15,0\n", alive.ToString());
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) FlowExport.WriteSummary(writer, "fifo", run, optimum);
        using var json = JsonDocument.Parse(buffer.WrittenMemory);
        Assert.Equal("280", json.RootElement.GetProperty("flow_ticks").GetString());
        Assert.Equal(1.75, json.RootElement.GetProperty("ratio").GetDouble());
        Assert.Equal(2, json.RootElement.GetProperty("local_ratio_at").GetDouble());
    }
}

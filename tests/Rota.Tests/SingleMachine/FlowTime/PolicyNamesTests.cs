using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Rehearsal;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class PolicyNamesTests
{
    [Fact]
    public void Patience_helps_against_liars_and_costs_where_work_creeps()
    {
        var liar = FlowFamilies.Create(new() { Family = FlowFamily.Liar, Jobs = 8, Operations = 8, Size = 16, Flood = 3_000 });
        var creep = FlowFamilies.Create(new() { Family = FlowFamily.Creep, Jobs = 16, Operations = 8, Size = 64, Flood = 3_000 });
        var (patient, plain) = (Ratio("chunk-balance+patience=2"), Ratio("chunk-balance"));
        Assert.True(patient.Liar < 0.8 * plain.Liar);
        Assert.True(patient.Creep > 1.5 * plain.Creep);

        (double Liar, double Creep) Ratio(string name) =>
            (FlowJobs.Ratio(liar, PolicyNames.Parse(name).Create()), FlowJobs.Ratio(creep, PolicyNames.Parse(name).Create()));
    }

    [Fact]
    public void A_wider_base_puts_neighbours_into_one_class()
    {
        // 15 and 16 differ in class on the grid of 2, not on that of 10, where the flood is in a class below.
        var tests = FlowFamilies.Create(new() { Family = FlowFamily.UniformTests, Jobs = 20, Size = 15, Flood = 3_000 });
        Assert.True(FlowJobs.Ratio(tests, PolicyNames.Parse("chunk-balance").Create()) > 1.5);
        Assert.InRange(FlowJobs.Ratio(tests, PolicyNames.Parse("chunk-balance+base=10+full-fraction=0").Create()), 1, 1.1);
    }

    [Theory]
    [InlineData("chunk-balance+patiense=4", "did you mean 'patience'?")]
    [InlineData("chunk-balance+patience", "is not patience=NUMBER")]
    [InlineData("chunk-balance+patience=0.5", "patience 0.5, expected at least 1")]
    [InlineData("chunk-balance+base=3+base=4", "base comes twice")]
    [InlineData("fifo+base=3", "unknown option 'base' of fifo, expected none")]
    [InlineData("hindsight+first-look=0", "first look after 0 jobs, expected at least 1")]
    [InlineData("progress-first+chunk-span=0.5", "chunk span 0.5, expected 1 to 100")]
    public void Options_that_cannot_be_are_refused(string name, string expected)
    {
        var fault = Assert.Throws<RotaException>(() => FlowTimeRehearsal.Maker(name));
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void Options_are_taken_in_a_rehearsal()
    {
        var problem = FlowFamilies.Create(new() { Family = FlowFamily.Random, Jobs = 40, Operations = 4 });
        var report = FlowTimeRehearsal.Run(new(problem, ["hindsight+hysteresis=0.2", "progress-first+progress-discount=0", "balance-first+base=4"]), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(["hindsight+hysteresis=0.2", "progress-first+progress-discount=0", "balance-first+base=4"], report.Policies);
    }
}

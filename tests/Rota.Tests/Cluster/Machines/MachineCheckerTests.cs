using Rota.Cluster.Machines;
using Xunit;

namespace Rota.Tests.Cluster.Machines;

public sealed class MachineCheckerTests
{
    /// <summary>Two nodes of 8 cores each, slots of 4: x (2) on a/0, y (3) on a/1, z spans b with 5 on each; w (2) on c, which takes no part.</summary>
    private static MachineProblem Problem(int limit = 2) => new(
        "p", [new("a", 0, [new(8, 16), new(8, 16)]), new("b", 0, [new(8, 16), new(8, 16)]), new("c", 0, [new(8, 16), new(8, 16)]) { Status = MachineStatus.Outage }, new("d", 1, [new(8, 16), new(8, 16)])],
        [new("x", "", new(0, 0), 2, 4), new("y", "", new(0, 1), 3, 4), new("z", "", new(1, VmPlace.BothNodes), 5, 4), new("w", "", new(2, 0), 2, 4), new("p", "", new(0, 0), 1, 4) { Migrates = false }],
        limit, 4, [new(false, [1, 2])], ["one", "two"]);

    [Fact]
    public void Fragments_are_remainders_of_active_nodes()
    {
        // a/0: 8 - 3 = 5 free, 1 over; a/1: 5, 1; b: 3 and 3; d: 8 and 8, 0; c does not count.
        var rate = FragmentRate.Of(Problem());
        Assert.Equal(new FragmentRate(8, 32, 6), rate);
        Assert.Equal(0.25, rate.Value);
        Assert.Equal(8, MachineChecker.Instance.Check(Problem(), MigrationPlan.Empty).Objective);
    }

    [Fact]
    public void A_plan_is_measured_at_its_end()
    {
        // x to b/0: a/0 has 7 free, b/0 has 1.
        var verdict = MachineChecker.Instance.Check(Problem(), new([new(0, new(1, 0))]));
        Assert.Empty(verdict.Violations);
        Assert.Equal(3 + 1 + 1 + 3, verdict.Objective);
    }

    [Theory]
    [InlineData(1, 1, 0, "from which it shall be apart")]
    [InlineData(0, 2, 0, "takes no part")]
    [InlineData(0, 3, 0, "is in another cluster")]
    [InlineData(0, 0, 0, "it is there already")]
    [InlineData(0, 1, -1, "another number of NUMA nodes")]
    [InlineData(0, 9, 0, "there is no machine 9")]
    [InlineData(2, 0, -1, "has 5 free cores at that time, expected 5", true)]
    [InlineData(3, 0, 0, "takes no part")]
    [InlineData(4, 1, 0, "it may not be migrated")]
    [InlineData(7, 1, 0, "there is no VM 7")]
    public void Every_broken_rule_is_named(int vm, int machine, int node, string fault, bool isFine = false)
    {
        var problem = isFine ? new MachineProblem("q", Problem().Machines, Problem().Vms, 2, 4, default, ["one", "two"]) : Problem();
        var verdict = MachineChecker.Instance.Check(problem, new([new(vm, new(machine, node))]));
        if (isFine) Assert.Empty(verdict.Violations);
        else Assert.Contains(fault, Assert.Single(verdict.Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void Room_is_needed_at_the_moment_of_each_migration()
    {
        var problem = new MachineProblem("full", [new("a", 0, [new(4, 9)]), new("b", 0, [new(4, 9)])], [new("x", "", new(0, 0), 3, 1), new("y", "", new(1, 0), 3, 1)], 1, 4);
        Assert.Contains("has 1 free cores at that time, expected 3", MachineChecker.Instance.Check(problem, new([new(0, new(1, 0))])).Violations[0], StringComparison.Ordinal);
        Assert.Contains("the limit is 1", MachineChecker.Instance.Check(problem, new([new(0, new(1, 0)), new(1, new(0, 0))])).Violations[0], StringComparison.Ordinal);
    }
}

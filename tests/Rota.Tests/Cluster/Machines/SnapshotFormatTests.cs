using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Formats;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Machines;

public sealed class SnapshotFormatTests
{
    private const string Good = """
        {"cluster_list": [{"cluster_name": "c1", "host_info": [
        {"node_id": "pm_0", "status": "ACTIVE", "rack_id": 2, "numa": [{"node": 0, "total_cpu": 44, "free_cpu": 40.0, "memory_huge_total_mb": 1000.0}, {"node": 1, "total_cpu": 44, "memory_huge_total_mb": 1000}]},
        {"node_id": "pm_1", "status": "DISABLED", "rack_id": 3, "numa": [{"node": 0, "total_cpu": 44, "memory_huge_total_mb": 1000}, {"node": 1, "total_cpu": 44, "memory_huge_total_mb": 1000}]}],
        "vm_instance": [
        {"instance_id": "vm_0", "instance_type": "large", "host_id": "pm_0", "numa": [{"node": 1, "cpu": 8, "mem_mb": 100.0}], "allow_migration": true},
        {"instance_id": "vm_1", "instance_type": "xl", "host_id": "pm_0", "numa": [{"node": 0, "cpu": 4, "mem_mb": 50}, {"node": 1, "cpu": 4, "mem_mb": 50}], "allow_migration": false}],
        "other_requirement": {"deployment_set": [{"granularity": "host", "data": ["vm_0", "vm_1"]}]}}],
        "general_requirement": {"maximum_migration": 1}}
        """;

    [Fact]
    public void A_snapshot_is_read_and_written_back()
    {
        var problem = Read(Good);
        Assert.Equal((2, 2, 1), (problem.Machines.Length, problem.Vms.Length, problem.MigrationLimit));
        Assert.Equal(new VmPlace(0, VmPlace.BothNodes), problem.Vms[1].Place);
        Assert.False(problem.Migrates(1));
        Assert.Equal(72, problem.FreeCores);
        Assert.Empty(problem.Notes);
        var text = new StringWriter();
        MachineFiles.Write(problem, null, text);
        var again = Read(text.ToString());
        Assert.True(problem.Vms.SequenceEqual(again.Vms));
        Assert.Equal(problem.Machines.Select(machine => (machine.Name, machine.Status, machine.Rack)), again.Machines.Select(machine => (machine.Name, machine.Status, machine.Rack)));
        Assert.Equal(problem.Apart.Single().Members, again.Apart.Single().Members);
    }

    [Theory]
    [InlineData("\"host_id\": \"pm_0\", \"numa\": [{\"node\": 1", "\"host_id\": \"pm_9\", \"numa\": [{\"node\": 1", "cluster_list[0].vm_instance[0].host_id: read 'pm_9', expected a machine of host_info")]
    [InlineData("\"cpu\": 8", "\"cpu\": 48", "cluster_list[0].vm_instance[0].numa[0].cpu: VM 'vm_0' needs 48 cores of NUMA node 1 of 'pm_0', where the VMs before it leave 44")]
    [InlineData("\"cpu\": 8", "\"cpu\": 8.5", "cluster_list[0].vm_instance[0].numa[0].cpu: read '8.5', expected cores, a whole number")]
    [InlineData("\"mem_mb\": 50}]", "\"mem_mb\": 51}]", "cluster_list[0].vm_instance[1].numa[1].mem_mb: read 51, expected 50 as in the other part")]
    [InlineData("\"instance_id\": \"vm_1\"", "\"instance_id\": \"vm_0\"", "cluster_list[0].vm_instance[1].instance_id: VM 'vm_0' comes twice")]
    [InlineData("\"node_id\": \"pm_1\"", "\"node_id\": \"pm_0\"", "cluster_list[0].host_info[1].node_id: machine 'pm_0' comes twice")]
    [InlineData("DISABLED", "DISABLE", "cluster_list[0].host_info[1].status: read 'DISABLE', expected ACTIVE, DISABLED or OUTAGE")]
    [InlineData("\"maximum_migration\": 1", "\"maximum_migration\": -1", "general_requirement.maximum_migration: read '-1', expected a limit")]
    [InlineData("[\"vm_0\", \"vm_1\"]", "[\"vm_0\", \"vm_7\"]", "cluster_list[0].other_requirement.deployment_set[0].data[1]: read 'vm_7', expected a VM of vm_instance")]
    [InlineData("{\"node\": 1, \"cpu\": 4", "{\"node\": 0, \"cpu\": 4", "cluster_list[0].vm_instance[1].numa[1].node: NUMA node 0 comes twice")]
    public void A_fault_is_named_with_its_path(string good, string bad, string message)
    {
        var text = Good.Replace(good, bad, StringComparison.Ordinal);
        Assert.NotEqual(Good, text);
        Assert.Contains(message, Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_free_values_are_not_believed_and_a_limit_that_is_none_is_replaced()
    {
        var problem = Read(Good.Replace("\"free_cpu\": 40.0", "\"free_cpu\": 44.0", StringComparison.Ordinal).Replace("\"maximum_migration\": 1", "\"maximum_migration\": 10000", StringComparison.Ordinal));
        Assert.Equal(72, problem.FreeCores);
        Assert.Equal(1, problem.MigrationLimit);
        Assert.Equal(2, problem.Notes.Length);
    }

    private static MachineProblem Read(string text) => Assert.Single(MachineFiles.Read(TextInput.OfText(text, "s.json")));
}

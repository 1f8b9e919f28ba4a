using System.Text.Json;
using Xunit;

namespace Rota.Cli.Tests.Cluster;

public sealed class ClusterVerbTests
{
    [Fact]
    public void A_cluster_is_generated_solved_and_explained()
    {
        using var folder = new Folder();
        var (cluster, plan, script, page) = (folder["c.json"], folder["plan.json"], folder["plan.sh"], folder["plan.html"]);
        Assert.Equal(0, Shell.Run("generate", "cluster", "--nodes", "6", "--pods-per-node", "4", "--load", "1.05", "--out", cluster).Code);
        var solved = Shell.Run("solve", cluster, "--time", "2s", "--solver", "repair", "--out", plan, "--gantt", page);
        Assert.Equal((0, ""), (solved.Code, solved.Error));
        Assert.Contains("steps in order", solved.Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(File.ReadAllText(plan));
        var answer = json.RootElement.GetProperty("answer");
        var pending = answer.GetProperty("pending").EnumerateArray().First();
        var explained = Shell.Run("explain", plan, "--job", $"{pending.GetProperty("namespace").GetString()}/{pending.GetProperty("name").GetString()}");
        Assert.Equal((0, ""), (explained.Code, explained.Error));
        Assert.Contains("fits nowhere", explained.Out, StringComparison.Ordinal);
        Assert.Contains("short of", explained.Out, StringComparison.Ordinal);
        Assert.Equal(0, Shell.Run("solve", cluster, "--time", "1s", "--solver", "repair", "--out", script).Code);
        Assert.StartsWith("#!/bin/sh", File.ReadAllText(script), StringComparison.Ordinal);
        Assert.Contains("Before", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Node\napiVersion: v1\nmetadata: {name: n}\nstatus: {allocatable: {cpu: 1K, memory: 1Gi}}\n", "status.allocatable.cpu: read '1K'")]
    [InlineData("kind: Pod\napiVersion: v1\nmetadata: {name: p}\nspec: {containers: [{name: c}]}\n", "has no nodes")]
    [InlineData("kind: Node\napiVersion: v1\nmetadata: {name: n}\nspec: {taints: [{key: a, effect: NoShedule}]}\nstatus: {allocatable: {cpu: 1, memory: 1Gi}}\n", "spec.taints[0].effect: read 'NoShedule'")]
    public void Bad_manifests_are_refused_with_the_path_of_the_field(string text, string expected)
    {
        using var folder = new Folder();
        var run = Shell.Run("solve", folder.Write("bad.yaml", text));
        Assert.Equal(2, run.Code);
        Assert.Contains(expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_pods_needs_its_nodes_and_is_replayed_with_them()
    {
        using var folder = new Folder();
        var pods = folder.Write("pods.csv", "name,cpu_milli,memory_mib,num_gpu,gpu_milli\na,1000,10,1,500\nb,1000,10,1,1000\n");
        var nodes = folder.Write("nodes.csv", "sn,cpu_milli,memory_mib,gpu,model\nn1,64000,1000,4,T4\n");
        Assert.Contains("--nodes FILE", Shell.Run("rehearse", pods).Error, StringComparison.Ordinal);
        var run = Shell.Run("rehearse", pods, "--nodes", nodes, "--policies", "best-fit,fgd");
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("fgd", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Kube_needs_a_cluster_it_can_reach()
    {
        Assert.Equal(2, Shell.Run("kube").Code);
        Assert.Contains("is no address", Shell.Run("kube", "dry-run", "--server", "nowhere").Error, StringComparison.Ordinal);
        var run = Shell.Run("kube", "dry-run", "--kubeconfig", "/does/not/exist");
        Assert.Equal(2, run.Code);
        Assert.Contains("no cluster to talk to", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }
}

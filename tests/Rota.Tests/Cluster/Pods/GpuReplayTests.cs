using System.Collections.Immutable;
using Rota.Cluster.Pods.Replay;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Cluster.Pods;

public sealed class GpuReplayTests
{
    [Fact]
    public void A_fragment_is_what_typical_pods_cannot_use()
    {
        // One kind of pod: half a GPU, one core. 400 thousandths are too little for it, 600 are enough: the fragment is 400.
        var fgd = (Fgd)new Fgd().For([new("p", 1000, 0, 1, 500, [])]);
        Assert.Equal(400, fgd.Fragment([400, 600], 1000, "T4"), 9);
        // Without a core for it all 1000 are one.
        Assert.Equal(1000, fgd.Fragment([400, 600], 999, "T4"), 9);
    }

    [Fact]
    public void Default_has_35_kinds_of_typical_pods_and_a_replay_repeats_its_figures()
    {
        if (SharedData.Find("cluster/openb/openb_node_list_gpu_node.csv") is not { } nodeFile) { Assert.Skip("shared data absent"); return; }
        var nodes = OpenbTables.Nodes(TextInput.Open(nodeFile));
        var trace = OpenbTables.Pods(TextInput.Open(Path.Combine(Path.GetDirectoryName(nodeFile)!, "openb_pod_list_default.csv.gz")));
        Assert.Equal((1213, 6_212_000L, 8152), (nodes.Length, new GpuCluster(nodes).Capacity, trace.Length));
        Assert.Equal(35, ((Fgd)new Fgd().For(trace)).Kinds);
        var (first, second) = (GpuReplay.Run(nodes, trace, new GpuBestFit(), 1), GpuReplay.Run(nodes, trace, new GpuBestFit(), 1));
        Assert.Equal(first.Allocation, second.Allocation);
        // Published: 92.86 as the mean of ten seeds.
        Assert.InRange(first.Allocation[4], 92, 94);
    }

    [Theory]
    [InlineData("p,1,1,2,500", "gpus.csv:2:5: shares 2 GPUs at 500 thousandths, expected 1000: only one GPU can be shared")]
    [InlineData("p,1,1,0,500", "gpus.csv:2:5: asks for 500 thousandths of no GPU, expected 0 or at least one GPU")]
    [InlineData("p,1,1,1,2000", "gpus.csv:2:5: read '2000'")]
    [InlineData("p,-1,1,1,1000", "gpus.csv:2:2: ")]
    public void Impossible_pods_are_refused_with_line_and_field(string row, string message) => Assert.StartsWith(
        message, Assert.Throws<InputException>(() => OpenbTables.Pods(TextInput.OfText("name,cpu_milli,memory_mib,num_gpu,gpu_milli\n" + row + "\n", "gpus.csv"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_ever_given_out_twice()
    {
        ImmutableArray<GpuNode> nodes = [new("a", 10_000, 100, 2, "T4"), new("b", 10_000, 100, 4, "V100")];
        ImmutableArray<GpuPod> trace = [new("x", 100, 1, 1, 300, []), new("y", 100, 1, 2, 1000, []), new("z", 100, 1, 1, 700, ["T4"])];
        foreach (var policy in GpuPolicies.All)
            Assert.All(GpuReplay.Run(nodes, trace, policy, 3).Allocation, share => Assert.InRange(share, 0, 100));
    }
}

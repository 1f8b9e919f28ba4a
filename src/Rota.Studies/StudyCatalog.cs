using Rota.Studies.Cluster;
using Rota.Studies.Cluster.Machines;
using Rota.Studies.Cluster.Sharing;
using Rota.Studies.ConstraintBench;
using Rota.Studies.Discovery;
using Rota.Studies.Serving;
using Rota.Studies.Serving.Laps;
using Rota.Studies.Shop;
using Rota.Studies.Shop.Blocking;
using Rota.Studies.Shop.CpRl;
using Rota.Studies.Shop.Transfer;
using Rota.Studies.SingleMachine;
using Rota.Studies.SingleMachine.FlowTime;

namespace Rota.Studies;

/// <summary>All studies. Adding one: a new file and a line here.</summary>
public static class StudyCatalog
{
    /// <summary>By the name the command line takes, in order of the ledger.</summary>
    public static IReadOnlyList<IStudy> All { get; } =
    [
        new ShopBenchmarksStudy(),
        new CpRlStudy(),
        new BlockingStudy(),
        new ContinuumStudy(),
        new PastFutureStudy(),
        new FlowPrefillStudy(),
        new LayeredPrefillStudy(),
        new LapsStudy(),
        new FastSwitchStudy(),
        new ConstraintBenchStudy(),
        new TardinessStudy(),
        new FlowTimeStudy(),
        new RuleDiscoveryStudy(),
        new GlassFlowStudy(),
        new CombinationStudy(),
        new PodPackingStudy(),
        new SharingStudy(),
        new VmReschedulingStudy(),
    ];
}

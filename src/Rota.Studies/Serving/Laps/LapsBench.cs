using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving.Laps;

/// <summary>Runs of the LAPS study: a policy on a workload, over seeds.</summary>
internal sealed class LapsBench(ulong[] seeds, CancellationToken cancellation)
{
    /// <summary>The seeds that figures are means over.</summary>
    public ulong[] Seeds => seeds;

    /// <summary>Every policy on the same workloads: one outcome a seed, by policy.</summary>
    public Dictionary<string, LapsOutcome[]> Run(
        LapsModel model, IReadOnlyList<ServingPolicy> policies, Func<ulong, Workload> workload, int instances = 1, PlacementChoice? placement = null, int kvBlocks = 20_000)
    {
        var workloads = seeds.Select(workload).ToArray();
        var cells = policies.SelectMany(policy => seeds.Select((seed, i) => (Policy: policy, Seed: seed, Workload: workloads[i]))).ToArray();
        var limits = new EngineLimits { KvBlocks = kvBlocks, MaxSequences = 1024, TokenBudget = 8192 };
        var outcomes = ServingGrid.Run(
            cells,
            cell => LapsOutcome.Of(ServingRun.Of(
                cell.Workload, Fleet.Of(new InstanceSpec(limits, model.Latency, cell.Policy), instances) with { Placement = placement ?? new RoundRobin() },
                new RunOptions { Seed = cell.Seed }, cancellation)),
            cancellation);
        return policies.Select((policy, i) => (policy.Name, outcomes[(i * seeds.Length)..((i + 1) * seeds.Length)])).ToDictionary();
    }

    /// <summary>Mean of a figure over seeds.</summary>
    public static double Mean(LapsOutcome[] outcomes, Func<LapsOutcome, double> figure) => outcomes.Average(figure);
}

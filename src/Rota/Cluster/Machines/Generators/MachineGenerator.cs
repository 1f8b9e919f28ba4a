using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.Cluster.Machines.Generators;

/// <summary>
/// Random snapshots: VMs by the mix of flavours of the published medium snapshot are packed by best fit until the cluster is full enough, then some are deleted by chance, which leaves
/// free cores in pieces. Also the churn of a real snapshot. Ding et al., EuroSys 2025, and the protocol of this project's specification.
/// </summary>
public static class MachineGenerator
{
    private const int NodeCores = 44;
    private const long NodeMemory = 184_388;
    internal const long MemoryPerCore = 2048;

    /// <summary>Flavours of the medium snapshot: cores on each node, spans both, how many of 2,089.</summary>
    private static readonly ImmutableArray<(int Cores, bool Spans, int Weight)> Mix =
    [
        (4, false, 906), (2, false, 337), (8, false, 311), (16, false, 184), (32, true, 130), (32, false, 61), (4, true, 57), (16, true, 50), (8, true, 46), (44, true, 4), (2, true, 3),
    ];

    /// <summary>Makes a snapshot.</summary>
    public static MachineProblem Create(MachineGeneratorOptions options)
    {
        var random = new RandomStream(options.Seed).Split("machines");
        var free = new int[2 * options.Machines];
        Array.Fill(free, NodeCores);
        var vms = new List<VirtualMachine>();
        var wanted = (long)(options.Used * options.Machines * 2 * NodeCores);
        var failures = 0;
        for (long used = 0; used < wanted && failures < 50;)
        {
            var (cores, spans) = Draw(random);
            if (Place(free, cores, spans, random) is not { } place)
            {
                failures++;
                continue;
            }
            Take(free, place, cores);
            used += cores * (spans ? 2 : 1);
            vms.Add(new($"vm_{vms.Count}", $"{cores * (spans ? 2 : 1)}c", place, cores, cores * MemoryPerCore));
        }
        var machines = Enumerable.Range(0, options.Machines).Select(m => new Machine($"pm_{m}", 0, [new(NodeCores, NodeMemory), new(NodeCores, NodeMemory)])).ToImmutableArray();
        var whole = new MachineProblem($"machines-{options.Machines}-{options.Seed}", machines, [.. vms], 0);
        var thin = Churn(whole, options.Deleted, options.Seed, whole.Name);
        return thin.With(migrationLimit: options.MigrationLimit ?? Math.Max(1, (thin.Vms.Length + 20) / 40));
    }

    /// <summary>A snapshot some of whose VMs are deleted by chance.</summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="share">Share of VMs.</param>
    /// <param name="seed">Same seed, same VMs.</param>
    /// <param name="name">Name of the new snapshot; null for one made of the old one and the seed.</param>
    public static MachineProblem Churn(MachineProblem problem, double share, ulong seed, string? name = null)
    {
        var random = new RandomStream(seed).Split("churn");
        var order = Enumerable.Range(0, problem.Vms.Length).ToArray();
        random.Shuffle(order.AsSpan());
        var deleted = order.Take((int)Math.Round(share * order.Length)).Select(v => problem.Vms[v].Name).ToHashSet();
        return problem.Without(deleted, name ?? string.Create(CultureInfo.InvariantCulture, $"{problem.Name}-churn-{seed}"));
    }

    /// <summary>A flavour by the mix: cores on each node it uses, and whether it spans both.</summary>
    internal static (int Cores, bool Spans) Draw(RandomStream random)
    {
        var draw = random.Next(Mix.Sum(flavour => flavour.Weight));
        var flavour = Mix.First(candidate => (draw -= candidate.Weight) < 0);
        return (flavour.Cores, flavour.Spans);
    }

    /// <summary>Best fit with a little chance: among a few machines the tightest.</summary>
    private static VmPlace? Place(int[] free, int cores, bool spans, RandomStream random)
    {
        VmPlace? best = null;
        var tightest = int.MaxValue;
        for (var tries = 0; tries < 30; tries++)
        {
            var m = random.Next(free.Length / 2);
            for (var k = 0; k < (spans ? 1 : 2); k++)
            {
                var left = spans ? Math.Min(free[2 * m], free[(2 * m) + 1]) - cores : free[(2 * m) + k] - cores;
                if (left >= 0 && left < tightest) (best, tightest) = (new(m, spans ? VmPlace.BothNodes : k), left);
            }
        }
        if (best is not null) return best;
        for (var m = 0; m < free.Length / 2; m++)
        {
            if (spans && Math.Min(free[2 * m], free[(2 * m) + 1]) >= cores) return new(m, VmPlace.BothNodes);
            for (var k = 0; !spans && k < 2; k++)
                if (free[(2 * m) + k] >= cores) return new(m, k);
        }
        return null;
    }

    private static void Take(int[] free, VmPlace place, int cores)
    {
        for (var k = 0; k < 2; k++)
            if (place.Node == VmPlace.BothNodes || place.Node == k) free[(2 * place.Machine) + k] -= cores;
    }
}

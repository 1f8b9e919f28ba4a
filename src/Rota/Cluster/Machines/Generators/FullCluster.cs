using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.Cluster.Machines.Generators;

/// <summary>
/// Clusters that have sold out, as the published medium snapshot has: no NUMA node holds a whole slot any more, and what is left free lies in remainders. Some VMs are deleted from them
/// then. The training set of learnt policies, by the protocol of the specification; its seeds are 10,000 and above.
/// </summary>
public static class FullCluster
{
    /// <summary>First seeds of the cases for training, for choosing the best network, and for tests.</summary>
    public const ulong TrainingSeed = 10_000, DevelopmentSeed = 20_000, TestSeed = 30_000;

    private const int NodeCores = 44;
    private const long NodeMemory = 184_388;
    private const int SlotCores = 16;
    private const int LargeFirst = 2;

    /// <summary>A full cluster: machine after machine takes VMs by the mix of the medium snapshot until several in a row do not fit, and what still holds a slot takes one.</summary>
    /// <param name="machines">Number of machines.</param>
    /// <param name="random">Its chance.</param>
    /// <param name="name">Its name.</param>
    public static MachineProblem Create(int machines, RandomStream random, string name)
    {
        var vms = new List<VirtualMachine>();
        var free = new int[2];
        var most = 4 + random.Next(5);
        for (var m = 0; m < machines; m++)
        {
            Array.Fill(free, NodeCores);
            // Large VMs came while there was room for them: the first are drawn by their share of cores.
            for (var large = 0; large < LargeFirst; large++)
            {
                var (cores, spans) = MachineGenerator.Draw(random);
                while (random.Next(64) >= cores * (spans ? 2 : 1)) (cores, spans) = MachineGenerator.Draw(random);
                Put(m, cores, spans, random.Next(2));
            }
            var patience = 1 + random.Next(most);
            for (var failures = 0; failures < patience;)
            {
                var (cores, spans) = MachineGenerator.Draw(random);
                if (!Put(m, cores, spans, random.Next(2))) failures++;
            }
            for (var k = 0; k < 2; k++)
                while (free[k] >= SlotCores) Put(m, SlotCores, false, k);
        }
        var hosts = Enumerable.Range(0, machines).Select(m => new Machine(string.Create(CultureInfo.InvariantCulture, $"pm_{m}"), 0, [new(NodeCores, NodeMemory), new(NodeCores, NodeMemory)])).ToImmutableArray();
        return new(name, hosts, [.. vms], 0, SlotCores);

        bool Put(int m, int cores, bool spans, int first)
        {
            // The tighter of the nodes where it fits; the first of two alike by chance.
            var node = spans ? VmPlace.BothNodes : free[1 - first] >= cores && free[1 - first] < free[first] ? 1 - first : free[first] >= cores ? first : 1 - first;
            if (spans ? Math.Min(free[0], free[1]) < cores : free[node] < cores) return false;
            for (var k = 0; k < 2; k++)
                if (spans || k == node) free[k] -= cores;
            vms.Add(new(string.Create(CultureInfo.InvariantCulture, $"vm_{vms.Count}"), string.Create(CultureInfo.InvariantCulture, $"{cores * (spans ? 2 : 1)}c"), new(m, node), cores, cores * MachineGenerator.MemoryPerCore));
            return true;
        }
    }

    /// <summary>A case: a full cluster of which 5 to 12 % of the VMs are deleted, with a fragment rate of .45 to .7 as the published ones have.</summary>
    /// <param name="seed">Same seed, same case.</param>
    /// <param name="machines">Number of machines.</param>
    /// <param name="migrations">Most migrations.</param>
    public static MachineProblem Churned(ulong seed, int machines, int migrations)
    {
        var random = new RandomStream(seed).Split("full cluster");
        var name = string.Create(CultureInfo.InvariantCulture, $"full-{machines}-{seed}");
        while (true)
        {
            var churned = MachineGenerator.Churn(Create(machines, random, name), 0.05 + (0.07 * random.NextDouble()), random.NextBits(), name);
            if (FragmentRate.Of(churned).Value is >= 0.45 and <= 0.7) return churned.With(migrationLimit: migrations);
        }
    }

    /// <summary>A case for training: 32 to 64 machines, and as many migrations for its size as 30 to 70 are for the medium snapshot.</summary>
    public static MachineProblem Training(ulong seed)
    {
        var random = new RandomStream(seed).Split("size");
        var machines = 32 + random.Next(33);
        return Churned(seed, machines, Math.Max(2, (int)Math.Round(machines / 280.0 * (30 + random.Next(41)))));
    }
}

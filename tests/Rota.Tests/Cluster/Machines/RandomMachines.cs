using System.Collections.Immutable;
using Rota.Cluster.Machines;
using Rota.Randomness;

namespace Rota.Tests.Cluster.Machines;

/// <summary>Small snapshots with every kind of rule, each from its seed.</summary>
internal static class RandomMachines
{
    public static MachineProblem Any(ulong seed, int machines = 4, int vms = 9, int limit = 3, bool rules = true)
    {
        var random = new RandomStream(seed).Split("snapshots");
        var hosts = Enumerable.Range(0, machines).Select(m => new Machine($"m{m}", rules && m % 4 == 3 ? 1 : 0, random.Next(5) == 0 ? [new(6, 12)] : [new(6, 12), new(6, 12)])
        {
            Rack = m % 2 == 0 ? "a" : "b",
            Status = rules && random.Next(7) == 0 ? MachineStatus.Disabled : MachineStatus.Active,
        }).ToImmutableArray();
        var (cores, memory) = (new int[machines, 2], new long[machines, 2]);
        var list = ImmutableArray.CreateBuilder<VirtualMachine>();
        for (var tries = 0; list.Count < vms && tries < 200; tries++)
        {
            var m = random.Next(machines);
            var (size, mb, spans) = (1 + random.Next(4), 1 + random.Next(4), hosts[m].Nodes.Length == 2 && random.Next(4) == 0);
            var node = spans ? VmPlace.BothNodes : random.Next(hosts[m].Nodes.Length);
            var nodes = spans ? (int[])[0, 1] : [node];
            if (nodes.Any(k => cores[m, k] + size > 6 || memory[m, k] + mb > 12)) continue;
            foreach (var k in nodes)
            {
                cores[m, k] += size;
                memory[m, k] += mb;
            }
            list.Add(new($"v{list.Count}", "f", new(m, node), size, mb) { Migrates = !rules || random.Next(8) > 0 });
        }
        ImmutableArray<ApartSet> apart = rules && list.Count > 3 && random.Next(2) == 0 ? [new(random.Next(2) == 0, [0, 1, 2])] : [];
        return new($"random-{seed}", hosts, list.DrainToImmutable(), limit, 4, apart, rules ? ["one", "two"] : ["one"], rules && random.Next(2) == 0);
    }

    /// <summary>Fewest cores in fragments of any plan within the limit, by trying every one.</summary>
    public static long Best(MachineProblem problem)
    {
        var best = long.MaxValue;
        Try([]);
        return best;

        void Try(ImmutableArray<Migration> steps)
        {
            var verdict = MachineChecker.Instance.Check(problem, new(steps));
            if (!verdict.Accepted) return;
            best = Math.Min(best, verdict.Objective);
            if (steps.Length == problem.MigrationLimit) return;
            for (var v = 0; v < problem.Vms.Length; v++)
                for (var m = 0; m < problem.Machines.Length; m++)
                    for (var k = -1; k < 2; k++) Try(steps.Add(new(v, new(m, k))));
        }
    }
}

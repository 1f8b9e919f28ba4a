using System.Collections.Immutable;
using System.Text.Json;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Formats;
using Rota.Cluster.Machines.Generators;

namespace Rota.Studies.Cluster.Machines;

/// <summary>A snapshot at a migration limit, with what is known about it.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Problem">The snapshot.</param>
/// <param name="Optimum">Fragment rate proved optimal by a mixed-integer solver, to four digits; null when none was.</param>
/// <param name="Filter">Fragment rate of the published heuristic, as recorded; null when none is.</param>
/// <param name="IsChurn">True for the shared churn cases.</param>
internal sealed record SnapshotCase(string Name, MachineProblem Problem, double? Optimum, double? Filter, bool IsChurn)
{
    /// <summary>The shared cases, all machines as one pool as in the source, the medium one cluster by cluster as well; null when the data is absent.</summary>
    public static ImmutableArray<SnapshotCase>? Read()
    {
        if (StudyData.Find("cluster/vmr/bytedance_medium.json.gz") is not { } file || StudyData.Find("cluster/vmr/medium_churn08.json") is not { } churn) return null;
        var medium = MachineFiles.ReadOne(file, new() { OnePool = true, MigrationLimit = 50 });
        var cases = ImmutableArray.CreateBuilder<SnapshotCase>();
        cases.Add(new("medium", medium, 0.5753, 0.805, false));
        // The same optimum: no plan that keeps VMs in their clusters is better than the best of all, and this one is reached.
        cases.Add(new("medium-clusters", medium.With(onePool: false), 0.5753, null, false));
        using var document = JsonDocument.Parse(File.ReadAllText(churn));
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var problem = medium.Without(entry.GetProperty("deletedVms").EnumerateArray().Select(vm => vm.GetString()!).ToHashSet(), entry.GetProperty("case").GetString()!);
            foreach (var limit in (int[])[25, 50])
                cases.Add(new(
                    problem.Name[^2..], problem.With(migrationLimit: limit), entry.GetProperty("provenOptimumFr16").GetProperty($"mnl{limit}").GetDouble(),
                    entry.GetProperty($"filterGreedyMnl{limit}").GetProperty("fr16").GetDouble(), true));
        }
        if (StudyData.Find("cluster/vmr/bytedance_large_c0.json.gz") is { } large) cases.Add(new("large-c0", MachineFiles.ReadOne(large, new() { MigrationLimit = 50 }), null, null, false));
        return cases.DrainToImmutable();
    }

    /// <summary>Generated snapshots of the size of the large one, which is not public as a whole with fragments to gain: 1,176 machines, 50 and 250 migrations.</summary>
    public static ImmutableArray<SnapshotCase> Generated(int seeds) =>
    [
        .. from seed in Enumerable.Range(1, seeds)
           from limit in (int[])[50, 250]
           select new SnapshotCase($"made-1176-{seed}", MachineGenerator.Create(new() { Machines = 1176, Seed = (ulong)seed, MigrationLimit = limit }), null, null, false),
    ];
}

using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>The catalog of formats of snapshots. Adding one: a new file and a line here.</summary>
public static class MachineFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<IInstanceFormat<MachineProblem, MachineReadOptions>> All { get; } = [new SnapshotFormat()];
}

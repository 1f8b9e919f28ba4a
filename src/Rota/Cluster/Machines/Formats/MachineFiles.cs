using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Machines.Formats;

/// <summary>Reads and writes snapshots of machines; the format of a file is told by its content.</summary>
public static class MachineFiles
{
    /// <summary>The formats, and how they are told apart.</summary>
    public static FormatCatalog<MachineProblem, MachineReadOptions> Catalog { get; } = new(MachineFormats.All, MachineReadOptions.Default, problem => problem.Name, Unrecognised);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<MachineProblem> Read(TextInput input, MachineReadOptions? options = null) => Catalog.Read(input, options);

    /// <summary>Reads a file that holds one snapshot.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static MachineProblem ReadOne(string path, MachineReadOptions? options = null) => Catalog.ReadOne(path, options);

    /// <summary>Writes a snapshot.</summary>
    /// <param name="problem">The snapshot.</param>
    /// <param name="formatName">Name of the format; null for the usual one.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format.</exception>
    public static void Write(MachineProblem problem, string? formatName, TextWriter output) => Catalog.Find(formatName ?? MachineFormats.All[0].Name).Write(problem, output);

    private static InputException Unrecognised(TextInput input)
    {
        const string expected = "expected a snapshot of machines and VMs: an object with cluster_list, host_info and vm_instance";
        return JsonShape.First(input) is { } json ? json.Error(expected) : new(input.Name, "is no snapshot, " + expected);
    }
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Reads and writes clusters; the format of a file is told by its content.</summary>
public static class ClusterFiles
{
    /// <summary>The formats, and how they are told apart.</summary>
    public static FormatCatalog<PodProblem, ClusterReadOptions> Catalog { get; } = new(ClusterFormats.All, ClusterReadOptions.Default, problem => problem.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-".</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<PodProblem> Read(string path, ClusterReadOptions? options = null) => Catalog.Read(path, options);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<PodProblem> Read(TextInput input, ClusterReadOptions? options = null) => Catalog.Read(input, options);

    /// <summary>Reads a file that holds one cluster.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, ClusterReadOptions?)"/>.</exception>
    public static PodProblem ReadOne(string path, ClusterReadOptions? options = null) => Catalog.ReadOne(path, options);

    /// <summary>Writes a cluster.</summary>
    /// <param name="problem">The cluster.</param>
    /// <param name="formatName">Name of the format; null for Kubernetes objects as JSON.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format, or it cannot hold the cluster.</exception>
    public static void Write(PodProblem problem, string? formatName, TextWriter output)
    {
        var format = Catalog.Find(formatName ?? ClusterFormats.All[0].Name);
        Catalog.Accept(format, problem);
        format.Write(problem, output);
    }

    private static InputException Unrecognised(TextInput input)
    {
        const string expected = "expected Kubernetes objects (kubectl get nodes,pods,pdb,priorityclasses -A -o json), manifests with nodes, or the JSON of a packing solver";
        return JsonShape.First(input) is { } json ? json.Error(expected) : new(input.Name, "is no cluster, " + expected);
    }
}

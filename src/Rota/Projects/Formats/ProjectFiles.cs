using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>Reads and writes projects; the format of a file is told by its content.</summary>
public static class ProjectFiles
{
    /// <summary>The formats, and how they are told apart.</summary>
    public static FormatCatalog<ProjectProblem, ProjectReadOptions> Catalog { get; } =
        new(ProjectFormats.All, ProjectReadOptions.Default, problem => problem.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-". <c>FILE#NAME</c> is the instance NAME of a file that has several.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ProjectProblem> Read(string path, ProjectReadOptions? options = null) => Catalog.Read(path, options);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions? options = null) => Catalog.Read(input, options);

    /// <summary>Reads a file that must hold one instance, or names one of several.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, ProjectReadOptions?)"/>; several instances and none named.</exception>
    public static ProjectProblem ReadOne(string path, ProjectReadOptions? options = null) => Catalog.ReadOne(path, options);

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="formatName">Name of the format; null for "project-json", which holds everything.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format, or it cannot hold the problem.</exception>
    public static void Write(ProjectProblem problem, string? formatName, TextWriter output) =>
        Catalog.Find(formatName ?? ProjectJsonFormat.FormatName).Write(problem, output);

    private static InputException Unrecognised(TextInput input) => JsonShape.First(input) is { } json
        ? json.Error("expected a project: an object with 'tasks' and 'resources'")
        : new(input.Name, "expected a project: PSPLIB .sm or .mm, Patterson .rcp, ProGen/max .sch, or JSON with 'tasks' and 'resources'");
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>Reads and writes tardiness problems; the format of a file is told by its content.</summary>
public static class TardinessFiles
{
    /// <summary>The formats, and how they are told apart.</summary>
    public static FormatCatalog<TardinessProblem, TardinessReadOptions> Catalog { get; } =
        new(TardinessFormats.All, TardinessReadOptions.Default, problem => problem.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-". <c>FILE#NAME</c> is the instance NAME of a file that has several.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<TardinessProblem> Read(string path, TardinessReadOptions? options = null) => Catalog.Read(path, Checked(options));

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions? options = null) => Catalog.Read(input, Checked(options));

    /// <summary>Reads a file that must hold one instance, or names one of several.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, TardinessReadOptions?)"/>; several instances and none named.</exception>
    public static TardinessProblem ReadOne(string path, TardinessReadOptions? options = null) => Catalog.ReadOne(path, Checked(options));

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="formatName">Name of the format; null for the job table, which holds every problem.</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format, or it cannot hold the problem.</exception>
    public static void Write(TardinessProblem problem, string? formatName, TextWriter output)
    {
        var format = Catalog.Find(formatName ?? JobTableFormat.FormatName);
        Catalog.Accept(format, problem);
        format.Write(problem, output);
    }

    private static TardinessReadOptions? Checked(TardinessReadOptions? options) => options?.JobCount is null or >= 1
        ? options
        : throw new RotaException($"{options.JobCount} jobs an instance is out of range, expected at least 1");

    private static InputException Unrecognised(TextInput input)
    {
        const string expected = "expected jobs: lines 'p d', a table with columns id, p, d, a table of instances with columns p, d, or a JSON list";
        if (JsonShape.First(input) is { } json) return json.Error(expected);
        var table = input.Numbers;
        return table.Rows == 0
            ? new(input.Name, "has only comments, " + expected)
            : table.Error(0, 0, $"read {FieldNumber.Quote(table.Token(0, 0))}, {expected}");
    }
}

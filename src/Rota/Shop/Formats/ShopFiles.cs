using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>Reads and writes shop problems; the format of a file is told by its content.</summary>
public static class ShopFiles
{
    /// <summary>The formats, and how they are told apart.</summary>
    public static FormatCatalog<ShopProblem, ShopReadOptions> Catalog { get; } =
        new(ShopFormats.All, ShopReadOptions.Default, problem => problem.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-". <c>FILE#NAME</c> is the instance NAME of a file that has several.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ShopProblem> Read(string path, ShopReadOptions? options = null) => Catalog.Read(path, Checked(options));

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions? options = null) => Catalog.Read(input, Checked(options));

    /// <summary>Reads a file that must hold one instance, or names one of several.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, ShopReadOptions?)"/>; several instances and none named.</exception>
    public static ShopProblem ReadOne(string path, ShopReadOptions? options = null) => Catalog.ReadOne(path, Checked(options));

    /// <summary>The format of a text.</summary>
    /// <exception cref="InputException">No format fits, or several fit equally well.</exception>
    public static IInstanceFormat<ShopProblem, ShopReadOptions> Recognise(TextInput input, ShopReadOptions? options = null) => Catalog.Recognise(input, options);

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="formatName">Name of the format; null for "standard" where that holds all of the problem, else "rota".</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format, or it cannot hold the problem.</exception>
    public static void Write(ShopProblem problem, string? formatName, TextWriter output)
    {
        var format = formatName is not null ? Catalog.Find(formatName)
            : ShopFormats.All[0].Refusal(problem) is null ? ShopFormats.All[0]
            : Catalog.Find(RotaFormat.FormatName);
        format.Write(problem, output);
    }

    private static ShopReadOptions? Checked(ShopReadOptions? options) => options?.FirstMachine is null or 0 or 1
        ? options
        : throw new RotaException($"first machine {options.FirstMachine} is out of range, expected 0 or 1");

    private static InputException Unrecognised(TextInput input)
    {
        if (JsonShape.First(input) is { } json)
        {
            var kind = JsonShape.Has(input, "answer", "status") ? "is a result of rota, "
                : JsonShape.Has(input, "makespan", "machine_0") ? "is a solution, "
                : "";
            return json.Error($"{kind}expected a shop instance: an object with 'ops', 'data' or 'format', or an index");
        }
        var table = input.Numbers;
        if (table.Rows == 0) return new(input.Name, "has only comments, expected a shop instance");
        if (table[0][0] == NumberTable.NoNumber)
            return table.Error(0, 0, $"read {FieldNumber.Quote(table.Token(0, 0))}, expected a shop instance: 'jobs machines' in the first line, or JSON");
        var (_, machines) = SizeHeader.Read(table);
        return table.Error(1, -1, $"{table.Fields(1)} fields, expected {2L * machines} (pairs of machine and duration) or {machines} (a block of durations)");
    }
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Reads and writes shop problems. A file's format is told by its content, never by its name: every format says how well the text fits. A text that
/// fits one format in every line is read as that; one that fits several so is refused until <see cref="ShopReadOptions.FormatName"/> is
/// given; one that fits none wholly is read as the first whose shape it has, so that the error says what is wrong where.
/// </summary>
public static class ShopFiles
{
    /// <summary>Reads a file, or standard input for "-". <c>FILE#NAME</c> is the instance NAME of a file that has several.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ShopProblem> Read(string path, ShopReadOptions? options = null)
    {
        options ??= ShopReadOptions.Default;
        if (!Path.Exists(path) && path.LastIndexOf('#') is var mark and > 0 && mark + 1 < path.Length)
        {
            if (options.InstanceName is { } name && name != path[(mark + 1)..])
                throw new RotaException($"{path} names an instance, and so does the option: '{name}'; give one");
            options = options with { InstanceName = path[(mark + 1)..] };
            path = path[..mark];
        }
        return Read(TextInput.Open(path), options);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ImmutableArray<ShopProblem> Read(TextInput input, ShopReadOptions? options = null)
    {
        options ??= ShopReadOptions.Default;
        if (options.FirstMachine is not (null or 0 or 1)) throw new RotaException($"first machine {options.FirstMachine} is out of range, expected 0 or 1");
        var format = options.FormatName is { } formatName ? ShopFormats.Find(formatName) : Recognise(input, options);
        var problems = format.Read(input, options);
        return options.InstanceName is { } name ? [InstanceNames.Select(problems, name, input.Name)] : problems;
    }

    /// <summary>Reads a file that must hold one instance, or names one of several.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, ShopReadOptions?)"/>; several instances and none named.</exception>
    public static ShopProblem ReadOne(string path, ShopReadOptions? options = null)
    {
        var problems = Read(path, options);
        if (problems.Length == 1) return problems[0];
        var names = string.Join(", ", problems.Take(5).Select(problem => problem.Name));
        throw new InputException(
            path, $"has {problems.Length} instances ({names}{(problems.Length > 5 ? ", ..." : "")}), expected one; name it: {path}#{problems[0].Name}");
    }

    /// <summary>The format of a text.</summary>
    /// <exception cref="InputException">No format fits, or several fit equally well.</exception>
    public static IShopFormat Recognise(TextInput input, ShopReadOptions? options = null)
    {
        options ??= ShopReadOptions.Default;
        if (input.LooksLikeJson) _ = input.Json;
        var fits = ShopFormats.All.Select(format => (Format: format, Fit: format.Recognises(input, options))).ToArray();
        var whole = fits.Where(fit => fit.Fit == FormatFit.Whole).Select(fit => fit.Format).ToArray();
        if (whole.Length == 1) return whole[0];
        if (whole.Length > 1)
            throw new InputException(input.Name, $"can be read as more than one format, name one: {string.Join(" or ", whole.Select(format => $"'{format.Name}'"))}");
        return fits.FirstOrDefault(fit => fit.Fit == FormatFit.Shape).Format ?? throw Unrecognised(input);
    }

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="formatName">Name of the format; null for "standard" where that holds all of the problem, else "rota".</param>
    /// <param name="output">Where to; not closed.</param>
    /// <exception cref="RotaException">No such format, or it cannot hold the problem.</exception>
    public static void Write(ShopProblem problem, string? formatName, TextWriter output)
    {
        var format = formatName is not null ? ShopFormats.Find(formatName)
            : ShopFormats.All[0].Refusal(problem) is null ? ShopFormats.All[0]
            : ShopFormats.Find(RotaFormat.FormatName);
        format.Write(problem, output);
    }

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

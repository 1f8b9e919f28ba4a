using System.Collections.Immutable;

namespace Rota.Formats;

/// <summary>
/// The formats of one domain, and how its files are read. A file's format is told by its content, never by its name: every format says how well the text
/// fits. A text that fits one format in every line is read as that; one that fits several so is refused until <see cref="InstanceReadOptions.FormatName"/>
/// is given; one that fits none wholly is read as the first whose shape it has, so that the error says what is wrong where.
/// </summary>
/// <param name="formats">In order: of several whose shape a faulty text has, the first is taken.</param>
/// <param name="usual">The options when none are given.</param>
/// <param name="nameOf">A problem's name.</param>
/// <param name="unrecognised">What is wrong with a text that has the shape of no format.</param>
public sealed class FormatCatalog<TProblem, TOptions>(
    IReadOnlyList<IInstanceFormat<TProblem, TOptions>> formats,
    TOptions usual,
    Func<TProblem, string> nameOf,
    Func<TextInput, InputException> unrecognised)
    where TOptions : InstanceReadOptions
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public IReadOnlyList<IInstanceFormat<TProblem, TOptions>> All => formats;

    /// <summary>The format of a name.</summary>
    /// <exception cref="RotaException">No such format; the message names the nearest.</exception>
    public IInstanceFormat<TProblem, TOptions> Find(string name) =>
        formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException(
            $"unknown format '{name}', expected one of {string.Join(", ", formats.Select(format => format.Name))}{Nearest.Hint(name, formats.Select(format => format.Name))}");

    /// <summary>Reads a file, or standard input for "-". <c>FILE#NAME</c> is the instance NAME of a file that has several.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public ImmutableArray<TProblem> Read(string path, TOptions? options = null)
    {
        options ??= usual;
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
    public ImmutableArray<TProblem> Read(TextInput input, TOptions? options = null)
    {
        options ??= usual;
        var format = options.FormatName is { } formatName ? Find(formatName) : Recognise(input, options);
        var problems = format.Read(input, options);
        return options.InstanceName is { } name ? [InstanceNames.Select(problems, nameOf, name, input.Name)] : problems;
    }

    /// <summary>Reads a file that must hold one instance, or names one of several.</summary>
    /// <exception cref="RotaException">As <see cref="Read(string, TOptions?)"/>; several instances and none named.</exception>
    public TProblem ReadOne(string path, TOptions? options = null)
    {
        var problems = Read(path, options);
        if (problems.Length == 1) return problems[0];
        var names = string.Join(", ", problems.Take(5).Select(nameOf));
        throw new InputException(
            path, $"has {problems.Length} instances ({names}{(problems.Length > 5 ? ", ..." : "")}), expected one; name it: {path}#{nameOf(problems[0])}");
    }

    /// <summary>How well the text fits the best of the formats.</summary>
    /// <exception cref="InputException">The text begins like JSON and is none.</exception>
    public FormatFit Fit(TextInput input, TOptions? options = null) => formats.Max(format => format.Recognises(input, options ?? usual));

    /// <summary>True when a text, or the head of one, fits a format in every line.</summary>
    public bool FitsWholly(TextInput? input)
    {
        try
        {
            return input is not null && Fit(input) == FormatFit.Whole;
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Refuses a problem that a format cannot hold.</summary>
    /// <exception cref="RotaException">It cannot; the message says what of it, and which format can.</exception>
    internal void Accept(IInstanceFormat<TProblem, TOptions> format, TProblem problem)
    {
        if (format.Refusal(problem) is not { } reason) return;
        var other = formats.FirstOrDefault(one => one.Refusal(problem) is null);
        throw new RotaException(
            $"{nameOf(problem).ReplaceLineEndings(" ")} cannot be written as '{format.Name}', which does not hold {reason}{(other is null ? "" : $"; write it as '{other.Name}'")}");
    }

    /// <summary>The format of a text.</summary>
    /// <exception cref="InputException">No format fits, or several fit equally well.</exception>
    public IInstanceFormat<TProblem, TOptions> Recognise(TextInput input, TOptions? options = null)
    {
        options ??= usual;
        if (input.LooksLikeJson) _ = input.Json;
        var fits = formats.Select(format => (Format: format, Fit: format.Recognises(input, options))).ToArray();
        var whole = fits.Where(fit => fit.Fit == FormatFit.Whole).Select(fit => fit.Format).ToArray();
        if (whole.Length == 1) return whole[0];
        if (whole.Length > 1)
            throw new InputException(input.Name, $"can be read as more than one format, name one: {string.Join(" or ", whole.Select(format => $"'{format.Name}'"))}");
        return fits.FirstOrDefault(fit => fit.Fit == FormatFit.Shape).Format ?? throw unrecognised(input);
    }
}

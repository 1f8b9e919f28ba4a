using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>Reads and writes chains of operations; the format of a file is told by its content.</summary>
public static class FlowTimeFiles
{
    /// <summary>The formats, and how they are told apart. Adding one: a new file and a line here.</summary>
    public static FormatCatalog<FlowProblem, InstanceReadOptions> Catalog { get; } = new(
        [new ChainJsonFormat(), new ChainCsvFormat(), new SpanFormat()], new(), problem => problem.Name, Unrecognised);

    /// <summary>Reads a file, or standard input for "-"; gzip is unpacked.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static FlowProblem Read(string path, InstanceReadOptions? options = null) => Catalog.ReadOne(path, options);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static FlowProblem Read(TextInput input, InstanceReadOptions? options = null) => Catalog.Read(input, options)[0];

    /// <summary>Writes a problem in the format of a name; null for "chains".</summary>
    /// <exception cref="RotaException">No such format, or it cannot hold the problem.</exception>
    public static void Write(FlowProblem problem, string? formatName, TextWriter output) => Catalog.Find(formatName ?? "chains").Write(problem, output);

    /// <summary>True when a file's first megabyte is chains, told by its content and without reading the rest; false for what cannot be read at all.</summary>
    public static bool LooksLikeChains(string path) => Catalog.FitsWholly(TextInput.Head(path));

    /// <summary>Why ids keep a problem from being written; null when they do not.</summary>
    internal static string? NameRefusal(FlowProblem problem)
    {
        if (problem.Jobs.Any(job => !InstanceNames.Fits(job.Id))) return $"ids with control characters or of more than {InstanceNames.Longest} letters";
        return problem.Jobs.Select(job => job.Id).Distinct().Count() < problem.Jobs.Length ? "ids that come twice" : null;
    }

    /// <summary>The names in the first line of a CSV; none when the text is no CSV.</summary>
    internal static ImmutableArray<string> FirstLine(TextInput input)
    {
        if (input.LooksLikeJson) return [];
        try
        {
            return new CsvText(input).Columns;
        }
        catch (InputException)
        {
            return [];
        }
    }

    private static InputException Unrecognised(TextInput input) => new(
        input.Name, 1, 0, "is no file of jobs, expected JSON lines {\"id\", \"release\", \"ops\": [...]}, a CSV job,release,op_index,duration, or spans span_id,parent_id,start,duration");
}

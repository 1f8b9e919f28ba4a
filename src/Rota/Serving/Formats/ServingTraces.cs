using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Reads request traces. The format is told by the content, the column names or JSON keys, never by the file's name. Arrivals are seconds from the first
/// request; ids stay as they are; what is dropped or assumed stands in the trace.
/// </summary>
public static class ServingTraces
{
    /// <summary>Reads a file, or standard input for "-"; gzip is unpacked.</summary>
    /// <exception cref="RotaException">The file cannot be read, is of no known format, or breaks a rule of its format.</exception>
    public static ServingTrace Read(string path, TraceReadOptions? options = null) => Read(TextInput.Open(path), options);

    /// <summary>Reads a text.</summary>
    /// <exception cref="RotaException">It is of no known format, or breaks a rule of its format.</exception>
    public static ServingTrace Read(TextInput input, TraceReadOptions? options = null)
    {
        options ??= TraceReadOptions.Default;
        options.Validate();
        var format = options.FormatName is { } name ? ServingTraceFormats.Find(name) : Recognise(input);
        return format.Read(input, options);
    }

    /// <summary>The format of a text.</summary>
    /// <exception cref="InputException">No format fits; the message names the nearest.</exception>
    public static ITraceFormat Recognise(TextInput input) => TryRecognise(input) ?? throw Unrecognised(input, TraceHead.Of(input));

    /// <summary>The format of a text; null when no format fits.</summary>
    public static ITraceFormat? TryRecognise(TextInput input)
    {
        var head = TraceHead.Of(input);
        return ServingTraceFormats.All.FirstOrDefault(format => format.Recognises(head));
    }

    private static InputException Unrecognised(TextInput input, TraceHead head)
    {
        var names = head.Names.Select(name => FieldNumber.Quote(System.Text.Encoding.UTF8.GetBytes(name))).ToArray();
        var shown = names.Length == 0 ? "no name" : string.Join(", ", names.Take(6)) + (names.Length > 6 ? ", ..." : "");
        var best = ServingTraceFormats.All.Select(format => (Format: format, Likeness: Likeness(format, head))).MaxBy(pair => pair.Likeness);
        var expected = best.Likeness > 0 ? $"; nearest is '{best.Format.Name}': {best.Format.Marks}" : $", such as {ServingTraceFormats.All[0].Marks}";
        return new(input.Name, 1, 0, $"{(head.IsJson ? "keys" : "columns")} {shown}, expected those of a request trace{expected}");
    }

    /// <summary>How many names of the format the text has, or nearly has.</summary>
    private static int Likeness(ITraceFormat format, TraceHead head) =>
        format.Marks.Split(',').Sum(mark => head.Names.Contains(mark, StringComparer.OrdinalIgnoreCase) ? 2 : Nearest.Of(mark, head.Names) is null ? 0 : 1);
}

namespace Rota.Formats;

/// <summary>A fault in an input: where it is (file:line:field), what was read, what was expected. One line.</summary>
public sealed class InputException : RotaException
{
    /// <summary>A fault at <paramref name="file"/>:<paramref name="line"/>:<paramref name="field"/>; line and field count from 1, 0 leaves them out.</summary>
    public InputException(string file, int line, int field, string problem)
        : base(Locate(file, line, field) + ": " + problem)
    {
        File = file;
        Line = line;
        Field = field;
    }

    /// <summary>A fault of the file as a whole.</summary>
    public InputException(string file, string problem) : this(file, 0, 0, problem) { }

    /// <summary>The file's name as the user gave it; "-" is standard input.</summary>
    public string File { get; }

    /// <summary>Line, from 1; 0 when the fault has no line.</summary>
    public int Line { get; }

    /// <summary>Field in the line, from 1; 0 when the fault has no field.</summary>
    public int Field { get; }

    private static string Locate(string file, int line, int field)
    {
        var name = file == "-" ? "standard input" : file;
        if (line <= 0) return name;
        return field <= 0 ? $"{name}:{line}" : $"{name}:{line}:{field}";
    }
}

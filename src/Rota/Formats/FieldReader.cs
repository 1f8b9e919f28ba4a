using System.Text;

namespace Rota.Formats;

/// <summary>
/// Reads a text line by line, field by field; fields stand between blanks or tabs. Blank lines, and from <c>#</c> at the start of a field to the end of the line,
/// are passed over. Every error says file:line:field, what was read and what was expected.
/// </summary>
public sealed class FieldReader(TextInput input)
{
    private int position;
    private int lineStart;
    private int lineEnd;
    private int nextLine;

    /// <summary>The text that is read.</summary>
    public TextInput Input => input;

    /// <summary>The current line, from 1; 0 before the first.</summary>
    public int Line { get; private set; }

    /// <summary>The field that was read last, from 1; 0 at the start of a line.</summary>
    public int Field { get; private set; }

    /// <summary>Where the current line starts in the text, in bytes.</summary>
    public int Offset => lineStart;

    /// <summary>Goes to the next line that has a field; false at the end of the text.</summary>
    public bool NextLine()
    {
        var text = input.Text;
        while (nextLine < text.Length)
        {
            lineStart = position = nextLine;
            var length = text[position..].IndexOf((byte)'\n');
            lineEnd = length < 0 ? text.Length : position + length;
            nextLine = lineEnd + 1;
            Line++;
            Field = 0;
            if (SkipBlanks(text)) return true;
        }
        lineStart = position = lineEnd = text.Length;
        Field = 0;
        return false;
    }

    /// <summary>Reads the next field of the line; false at its end.</summary>
    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        var text = input.Text;
        if (!SkipBlanks(text))
        {
            field = default;
            return false;
        }
        var start = position;
        while (position < lineEnd && text[position] > ' ') position++;
        field = text[start..position];
        Field++;
        return true;
    }

    /// <summary>Reads the next field of the line.</summary>
    /// <param name="what">What it should be, for the error: "a machine".</param>
    /// <exception cref="InputException">The line has no more.</exception>
    public ReadOnlySpan<byte> Next(string what) => TryNext(out var field) ? field : throw EndsEarly(what);

    /// <summary>Reads the next field of the line as text.</summary>
    /// <exception cref="InputException">The line has no more.</exception>
    public string NextWord(string what) => Encoding.UTF8.GetString(Next(what));

    /// <summary>Reads the next field of the line as a whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <exception cref="InputException">The line has no more, or the field is no such number.</exception>
    public long NextInteger(string what, long min = 0, long max = FieldNumber.Largest)
    {
        var field = Next(what);
        return FieldNumber.TryParse(field, out var value) && value >= min && value <= max
            ? value
            : throw Error(FieldNumber.Explain(field, what, min, max));
    }

    /// <summary>Makes sure that the line has no more fields.</summary>
    /// <exception cref="InputException">It has.</exception>
    public void EndLine()
    {
        if (TryNext(out var field)) throw Error($"read {FieldNumber.Quote(field)}, expected the end of the line");
    }

    /// <summary>The rest of the line as text, without blanks at its ends.</summary>
    public string Rest()
    {
        var rest = Encoding.UTF8.GetString(input.Text[position..lineEnd]).Trim();
        position = lineEnd;
        return rest;
    }

    /// <summary>A fault at the field that was read last.</summary>
    public InputException Error(string problem) => new(input.Name, Line, Field, problem);

    private InputException EndsEarly(string what) =>
        new(input.Name, Line, Field + 1, $"the line ends, expected {what}");

    /// <summary>Moves to the start of a field; false when the line has none.</summary>
    private bool SkipBlanks(ReadOnlySpan<byte> text)
    {
        while (position < lineEnd && text[position] <= ' ') position++;
        if (position < lineEnd && text[position] == '#') position = lineEnd;
        return position < lineEnd;
    }
}

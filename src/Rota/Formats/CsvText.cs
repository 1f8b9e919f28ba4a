using System.Collections.Immutable;
using System.Text;

namespace Rota.Formats;

/// <summary>
/// A text of comma-separated rows under a line of column names, read row by row. Blanks around a field do not count, quotes may enclose one (RFC 4180, but no
/// line break inside), blank lines and lines that begin with <c>#</c> are passed over. Every error says file:line:field.
/// </summary>
internal sealed class CsvText
{
    private readonly TextInput input;
    private readonly List<(int Start, int Length)> cells = [];
    private int next;

    /// <summary>Reads the line of names.</summary>
    /// <exception cref="InputException">There is none, or a name comes twice.</exception>
    public CsvText(TextInput input)
    {
        this.input = input;
        if (!NextLine()) throw new InputException(input.Name, "has only comments, expected a line of column names");
        Columns = [.. Enumerable.Range(0, cells.Count).Select(Word)];
        for (var i = 0; i < Columns.Length; i++)
            for (var k = 0; k < i; k++)
                if (Columns[i].Equals(Columns[k], StringComparison.OrdinalIgnoreCase)) throw Error(i, $"column {FieldNumber.Quote(Cell(i))} comes twice");
    }

    /// <summary>The names of the columns.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>The current line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The place of the first column that has one of these names, case ignored; -1 when there is none.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            for (var i = 0; i < Columns.Length; i++)
                if (Columns[i].Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    /// <summary>The place of a column that must be there.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public int Get(string name) => Find(name) is var column and >= 0 ? column : throw new InputException(
        input.Name, Line, 0, $"has no column '{name}'{Nearest.Hint(name, Columns.Where(column => !column.Any(char.IsControl)))}");

    /// <summary>Goes to the next row; false at the end of the text.</summary>
    /// <exception cref="InputException">It has another number of fields than there are columns.</exception>
    public bool NextRow()
    {
        if (!NextLine()) return false;
        if (cells.Count > Columns.Length) throw Error(Columns.Length, $"read {FieldNumber.Quote(Cell(Columns.Length))}, expected the end of the line after {Columns.Length} fields");
        return cells.Count == Columns.Length ? true : throw Error(cells.Count, $"the line ends, expected {FieldNumber.Quote(Encoding.UTF8.GetBytes(Columns[cells.Count]))}");
    }

    /// <summary>A field of the row as it stands in the text.</summary>
    public ReadOnlySpan<byte> Cell(int column) => input.Text.Slice(cells[column].Start, cells[column].Length);

    /// <summary>A field as a whole number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public long Integer(int column, string what, long min = 0, long max = FieldNumber.Largest)
    {
        var cell = Cell(column);
        if (FieldNumber.TryParse(cell, out var value) && value >= min && value <= max) return value;
        // Tables that passed through a spreadsheet or a data frame write 12 as 12.0.
        if (FieldReal.TryParse(cell, out var real) && real == Math.Floor(real) && real >= min && real <= Math.Min(max, 1L << 53)) return (long)real;
        throw Error(column, FieldNumber.Explain(cell, what, min, max));
    }

    /// <summary>A field as a finite number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public double Real(int column, string what, double min = 0, double max = FieldReal.Unbounded) =>
        FieldReal.TryParse(Cell(column), out var value) && value >= min && value <= max
            ? value
            : throw Error(column, FieldReal.Explain(Cell(column), what, min, max));

    /// <summary>A field as text that fits on a line.</summary>
    /// <exception cref="InputException">It is longer than a name may be.</exception>
    public string Text(int column, string what, int longest = 200)
    {
        var text = Word(column);
        return text.Length <= longest && !text.Any(char.IsControl) ? text : throw Error(column, $"read {FieldNumber.Quote(Cell(column))}, expected {what} of at most {longest} letters");
    }

    /// <summary>A fault at a field of the row (from 0).</summary>
    public InputException Error(int column, string problem) => new(input.Name, Line, column + 1, problem);

    private string Word(int column)
    {
        var text = Encoding.UTF8.GetString(Cell(column));
        return text.Contains("\"\"", StringComparison.Ordinal) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    private bool NextLine()
    {
        var text = input.Text;
        while (next < text.Length)
        {
            var length = text[next..].IndexOf((byte)'\n');
            var (start, end) = (next, length < 0 ? text.Length : next + length);
            next = end + 1;
            Line++;
            var trimmed = text[start..end].TrimStart(" \t\r\f"u8);
            if (trimmed.IsEmpty || trimmed[0] == '#') continue;
            Split(text, start, end);
            return true;
        }
        return false;
    }

    private void Split(ReadOnlySpan<byte> text, int start, int end)
    {
        cells.Clear();
        while (true)
        {
            var quoted = text[start..end].TrimStart(" \t"u8) is [(byte)'"', ..];
            var length = quoted ? QuotedLength(text, start, end) : text[start..end].IndexOf((byte)',');
            var stop = length < 0 ? end : start + length;
            var (first, last) = (start, stop);
            while (first < last && text[first] <= ' ') first++;
            while (last > first && text[last - 1] <= ' ') last--;
            cells.Add(quoted ? (first + 1, last - first - 2) : (first, last - first));
            if (stop >= end) return;
            start = stop + 1;
        }
    }

    /// <summary>From the start of a quoted field to the comma behind it, or to the end of the line.</summary>
    private int QuotedLength(ReadOnlySpan<byte> text, int start, int end)
    {
        var at = start + text[start..end].IndexOf((byte)'"') + 1;
        while (true)
        {
            var quote = at < end ? text[at..end].IndexOf((byte)'"') : -1;
            if (quote < 0) throw Error(cells.Count, "the quote is not closed on its line");
            at += quote + 1;
            if (at >= end || text[at] != '"') break;
            at++;
        }
        while (at < end && text[at] != ',')
        {
            if (text[at] > ' ') throw Error(cells.Count, $"read {FieldNumber.Quote(text[at..end])} behind a closing quote, expected a comma");
            at++;
        }
        return at - start;
    }
}

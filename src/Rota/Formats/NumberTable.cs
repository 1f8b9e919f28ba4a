using System.Text;

namespace Rota.Formats;

/// <summary>
/// A text as rows of whole numbers: what formats without words are recognised by and read from. Built in one pass, numbers side by side, a row for every line that
/// has a field. A field that is no number of at most 2^62 is kept as <see cref="NoNumber"/> and named when it is asked for.
/// </summary>
internal sealed class NumberTable
{
    /// <summary>Stands for a field that is no number.</summary>
    public const long NoNumber = long.MinValue;

    private readonly TextInput input;
    private readonly List<long> numbers = [];
    private readonly List<Row> rows = [];

    /// <summary>Reads every line of the text.</summary>
    public NumberTable(TextInput input)
    {
        this.input = input;
        var reader = new FieldReader(input);
        while (reader.NextLine())
        {
            rows.Add(new(reader.Line, reader.Offset, numbers.Count));
            while (reader.TryNext(out var field)) numbers.Add(FieldNumber.TryParse(field, out var value) ? value : NoNumber);
        }
        rows.Add(new(reader.Line + 1, input.Text.Length, numbers.Count));
    }

    /// <summary>Number of rows.</summary>
    public int Rows => rows.Count - 1;

    /// <summary>Number of fields of a row.</summary>
    public int Fields(int row) => rows[row + 1].First - rows[row].First;

    /// <summary>Line of a row, from 1.</summary>
    public int Line(int row) => rows[row].Line;

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<long> this[int row] =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(numbers)[rows[row].First..rows[row + 1].First];

    /// <summary>A field as it stands in the text; fields count from 0 here.</summary>
    public ReadOnlySpan<byte> Token(int row, int field)
    {
        var text = input.Text[rows[row].Offset..];
        var at = 0;
        for (var skipped = 0; ; skipped++)
        {
            while (at < text.Length && text[at] <= ' ') at++;
            var end = at;
            while (end < text.Length && text[end] > ' ') end++;
            if (skipped == field) return text[at..end];
            at = end;
        }
    }

    /// <summary>A field as text.</summary>
    public string Word(int row, int field) => Encoding.UTF8.GetString(Token(row, field));

    /// <summary>A field as a whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    /// <exception cref="InputException">The row has no such field, or it is no such number.</exception>
    public long Integer(int row, int field, string what, long min, long max = FieldNumber.Largest)
    {
        var numbersOfRow = this[row];
        if (field >= numbersOfRow.Length) throw Error(row, field, $"the line ends, expected {what}");
        var value = numbersOfRow[field];
        return value >= min && value <= max ? value : throw Error(row, field, FieldNumber.Explain(Token(row, field), what, min, max));
    }

    /// <summary>True when every field of the row is a number.</summary>
    public bool IsNumeric(int row) => !this[row].Contains(NoNumber);

    /// <summary>A fault at a field (from 0), or at the whole line when <paramref name="field"/> is -1.</summary>
    public InputException Error(int row, int field, string problem) => new(input.Name, Line(row), field + 1, problem);

    /// <summary>The text ended where a row was expected.</summary>
    public InputException EndsEarly(string what) => new(input.Name, rows[^1].Line, 0, $"the text ends, expected {what}");

    private readonly record struct Row(int Line, int Offset, int First);
}

using System.Text;

namespace Rota.Rendering;

/// <summary>Comma-separated records with quotes (RFC 4180), and the line each starts on.</summary>
internal sealed class CsvRecords(TextReader reader)
{
    private readonly StringBuilder text = new();
    private int nextLine = 1;

    /// <summary>Line on which the current record starts, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>True when the input ended inside quotes; the record holds what was read.</summary>
    public bool Unclosed { get; private set; }

    /// <summary>Fields of the next record that is not blank, null at the end.</summary>
    public List<string>? Next()
    {
        while (reader.Peek() >= 0)
        {
            Line = nextLine;
            var fields = Read();
            if (fields.Count > 1 || fields[0].Length > 0) return fields;
        }
        return null;
    }

    /// <summary>A field as it must be written to be read back.</summary>
    public static string Quote(string field) => field.AsSpan().IndexOfAny(",\"\r\n") < 0
        ? field
        : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private List<string> Read()
    {
        var fields = new List<string>();
        text.Clear();
        var quoted = false;
        while (true)
        {
            var next = reader.Read();
            if (next is '\n') nextLine++;
            if (next < 0 && quoted) Unclosed = true;
            if (next < 0 || (next is '\n' && !quoted))
            {
                fields.Add(text.ToString());
                return fields;
            }
            if (quoted)
            {
                if (next != '"') text.Append((char)next);
                else if (reader.Peek() == '"') text.Append((char)reader.Read());
                else quoted = false;
            }
            else if (next == '"' && text.Length == 0) quoted = true;
            else if (next == ',')
            {
                fields.Add(text.ToString());
                text.Clear();
            }
            else if (next != '\r' || reader.Peek() != '\n') text.Append((char)next);
        }
    }
}

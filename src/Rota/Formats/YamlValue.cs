using System.Collections.Immutable;
using System.Text;

namespace Rota.Formats;

/// <summary>A YAML node and where it stands; asking it for what it is not says so at file:line:column.</summary>
public sealed class YamlValue
{
    private readonly string file;

    internal YamlValue(string file, YamlKind kind, int line, int column, string text, bool isText, ImmutableArray<YamlValue> items, ImmutableArray<YamlEntry> entries)
    {
        this.file = file;
        Kind = kind;
        Line = line;
        Column = column;
        Text = text;
        IsText = isText;
        List = items;
        Entries = entries;
    }

    /// <summary>What it is.</summary>
    public YamlKind Kind { get; }

    /// <summary>The line it begins in, from 1.</summary>
    public int Line { get; }

    /// <summary>The column it begins in, from 1.</summary>
    public int Column { get; }

    /// <summary>The text of a scalar, unquoted and folded; empty otherwise.</summary>
    public string Text { get; }

    /// <summary>True for a scalar that is surely a text: quoted, a block, or tagged <c>!!str</c>.</summary>
    public bool IsText { get; }

    /// <summary>The items of a list; empty otherwise.</summary>
    public ImmutableArray<YamlValue> List { get; }

    /// <summary>The entries of a mapping in their order; empty otherwise.</summary>
    public ImmutableArray<YamlEntry> Entries { get; }

    /// <summary>True for <c>null</c>, <c>~</c> and nothing at all.</summary>
    public bool IsNull => Kind == YamlKind.Null;

    /// <summary>The lines of a block scalar (<c>|</c>) with their places in the file; for a table inside a text.</summary>
    public IEnumerable<(int Line, string Text)> TextLines() => Text.TrimEnd('\n').Split('\n').Select((text, i) => (Line + 1 + i, text));

    /// <summary>The items of a list.</summary>
    /// <param name="what">What they should be, for the error: "stations".</param>
    /// <exception cref="InputException">It is no list.</exception>
    public ImmutableArray<YamlValue> Items(string what) => Kind == YamlKind.List ? List : throw Error($"read {Shown}, expected {what}, a list");

    /// <summary>The value of a name; null when the mapping has none.</summary>
    /// <exception cref="InputException">It is no mapping.</exception>
    public YamlValue? Find(string name)
    {
        if (Kind != YamlKind.Map) throw Error($"read {Shown}, expected a mapping with '{name}'");
        foreach (var entry in Entries)
            if (entry.Key.Text == name) return entry.Value;
        return null;
    }

    /// <summary>The value of a name.</summary>
    /// <exception cref="InputException">It is no mapping, or has no such name.</exception>
    public YamlValue Get(string name) => Find(name) ?? throw Error($"has no '{name}'{Nearest.Hint(name, Names())}");

    /// <summary>The names of a mapping; none when it is none.</summary>
    public ImmutableArray<string> Names() => [.. Entries.Select(entry => entry.Key.Text)];

    /// <summary>Refuses names that are not in the list: a misspelt one would be lost without a word.</summary>
    /// <exception cref="InputException">It is no mapping, or has another name.</exception>
    public void ExpectOnly(params ReadOnlySpan<string> known)
    {
        if (Kind != YamlKind.Map) throw Error($"read {Shown}, expected a mapping with {string.Join(", ", known)}");
        foreach (var (key, _) in Entries)
            if (!known.Contains(key.Text)) throw key.Error($"unknown name {key.Shown}, expected {string.Join(", ", known)}{Nearest.Hint(key.Text, known.ToArray())}");
    }

    /// <summary>The value as a whole number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public long Integer(string what, long min = 0, long max = 1L << 62)
    {
        if (Kind != YamlKind.Scalar || IsText) throw Error($"read {Shown}, expected {what}, a whole number");
        var raw = Encoding.UTF8.GetBytes(Text);
        return FieldNumber.TryParse(raw, out var value) && value >= min && value <= max ? value : throw Error(FieldNumber.Explain(raw, what, min, max));
    }

    /// <summary>The value as a finite number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public double Real(string what, double min = 0, double max = 1e300)
    {
        if (Kind != YamlKind.Scalar || IsText) throw Error($"read {Shown}, expected {what}, a number");
        var raw = Encoding.UTF8.GetBytes(Text);
        return FieldReal.TryParse(raw, out var value) && value >= min && value <= max ? value : throw Error(FieldReal.Explain(raw, what, min, max));
    }

    /// <summary>The value as true or false (YAML 1.2: no "yes", no "on").</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public bool Truth(string what) => Kind == YamlKind.Scalar && !IsText
        ? Text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => throw Error($"read {Shown}, expected {what}, true or false"),
        }
        : throw Error($"read {Shown}, expected {what}, true or false");

    /// <summary>The value as text of any length and any number of lines.</summary>
    /// <exception cref="InputException">It is no scalar.</exception>
    public string Scalar(string what) => Kind == YamlKind.Scalar ? Text : throw Error($"read {Shown}, expected {what}, a text");

    /// <summary>The value as text that fits on a line: of limited length and without control characters.</summary>
    /// <exception cref="InputException">It is no such text.</exception>
    public string Word(string what, int longest = 100)
    {
        var text = Scalar(what);
        if (text.Length > longest) throw Error($"read {Shown}, expected {what} of at most {longest} letters");
        return text.Any(char.IsControl) ? throw Error($"read {Shown}, expected {what} without control characters") : text;
    }

    /// <summary>A fault at this value; the column stands for the field.</summary>
    public InputException Error(string problem) => new(file, Line, Column, problem);

    private string Shown => Kind switch
    {
        YamlKind.Map => "a mapping",
        YamlKind.List => "a list",
        YamlKind.Null => "nothing",
        _ => FieldNumber.Quote(Encoding.UTF8.GetBytes(Text)),
    };
}

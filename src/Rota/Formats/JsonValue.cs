using System.Text;
using System.Text.Json;

namespace Rota.Formats;

/// <summary>A JSON value and where it stands.</summary>
internal readonly record struct JsonValue(JsonText Text, int Index)
{
    private JsonText.Token Token => Text[Index];

    /// <summary>Number, String, StartObject, StartArray, True, False, Null or (while walking an object) PropertyName.</summary>
    public JsonTokenType Kind => Token.Kind;

    /// <summary>The value as it stands in the text; of an object or list its first letter.</summary>
    public ReadOnlySpan<byte> Raw => Text.Input.Text.Slice(Token.Start, Token.Length);

    /// <summary>The line it stands on, from 1.</summary>
    public int Line => Text.Input.LineOf(Token.Start);

    /// <summary>The values of a list.</summary>
    /// <exception cref="InputException">It is no list.</exception>
    public JsonItems Items(string what) =>
        Kind == JsonTokenType.StartArray ? new(Text, Index + 1, Token.Next) : throw Error($"read {Shown}, expected {what}, a list");

    /// <summary>A property of an object; null when it has none of this name.</summary>
    /// <exception cref="InputException">It is no object, or the name comes twice.</exception>
    public JsonValue? Find(string name)
    {
        if (Kind != JsonTokenType.StartObject) throw Error($"read {Shown}, expected an object with '{name}'");
        JsonValue? found = null;
        for (var at = Index + 1; at < Token.Next; at = Text[at + 1].Next)
        {
            var property = new JsonValue(Text, at);
            if (!property.IsNamed(name)) continue;
            if (found is not null) throw property.Error($"'{name}' comes twice");
            found = new(Text, at + 1);
        }
        return found;
    }

    /// <summary>A property of an object.</summary>
    /// <exception cref="InputException">It is no object, has no such property, or has it twice.</exception>
    public JsonValue Get(string name) => Find(name) ?? throw Error($"has no '{name}'{Nearest.Hint(name, Names().Where(own => !own.Any(char.IsControl)))}");

    /// <summary>The names of an object's properties; none when it is no object.</summary>
    public List<string> Names()
    {
        var names = new List<string>();
        if (Kind != JsonTokenType.StartObject) return names;
        for (var at = Index + 1; at < Token.Next; at = Text[at + 1].Next) names.Add(new JsonValue(Text, at).Unescaped());
        return names;
    }

    /// <summary>Refuses properties that are not in the list: a misspelt one would be lost without a word.</summary>
    public void ExpectOnly(params ReadOnlySpan<string> known)
    {
        for (var at = Index + 1; at < Token.Next; at = Text[at + 1].Next)
        {
            var property = new JsonValue(Text, at);
            var familiar = false;
            foreach (var name in known) familiar |= property.IsNamed(name);
            if (!familiar)
            {
                var hint = Nearest.Hint(property.Unescaped(), known.ToArray());
                throw property.Error($"unknown property {FieldNumber.Quote(property.Raw[1..^1])}, expected {string.Join(", ", known)}{hint}");
            }
        }
    }

    /// <summary>The value as a whole number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public long Integer(string what, long min = 0, long max = FieldNumber.Largest)
    {
        if (Kind != JsonTokenType.Number) throw Error($"read {Shown}, expected {what}, a whole number");
        return FieldNumber.TryParse(Raw, out var value) && value >= min && value <= max ? value : throw Error(FieldNumber.Explain(Raw, what, min, max));
    }

    /// <summary>The value as a finite number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public double Real(string what, double min = 0, double max = FieldReal.Unbounded)
    {
        if (Kind != JsonTokenType.Number) throw Error($"read {Shown}, expected {what}, a number");
        return FieldReal.TryParse(Raw, out var value) && value >= min && value <= max ? value : throw Error(FieldReal.Explain(Raw, what, min, max));
    }

    /// <summary>The number of letters (Unicode code points) of a text of any length.</summary>
    /// <exception cref="InputException">It is no text.</exception>
    public int Letters(string what)
    {
        if (Kind != JsonTokenType.String) throw Error($"read {Shown}, expected {what}, a text");
        var letters = 0;
        foreach (var unit in Unescaped()) letters += char.IsLowSurrogate(unit) ? 0 : 1;
        return letters;
    }

    /// <summary>The value as text that fits on a line: of limited length and without control characters.</summary>
    /// <exception cref="InputException">It is no such text.</exception>
    public string AsText(string what, int longest = 100)
    {
        if (Kind != JsonTokenType.String) throw Error($"read {Shown}, expected {what}, a text");
        var text = Unescaped();
        if (text.Length > longest) throw Error($"read {Shown}, expected {what} of at most {longest} letters");
        return text.Any(char.IsControl) ? throw Error($"read {Shown}, expected {what} without control characters") : text;
    }

    /// <summary>A fault at this value; the column stands for the field.</summary>
    public InputException Error(string problem)
    {
        var start = Token.Start;
        var line = Text.Input.Text[..start].LastIndexOf((byte)'\n') + 1;
        return new(Text.Input.Name, Line, start - line + 1, problem);
    }

    private string Unescaped()
    {
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        return reader.GetString()!;
    }

    private string Shown => Kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        _ => FieldNumber.Quote(Raw),
    };

    private bool IsNamed(string name)
    {
        var raw = Raw[1..^1];
        if (Ascii.Equals(raw, name)) return true;
        if (!raw.Contains((byte)'\\')) return false;
        var reader = new Utf8JsonReader(Raw);
        reader.Read();
        return reader.ValueTextEquals(name);
    }
}

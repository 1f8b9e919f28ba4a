using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>A value of a Kubernetes object, from JSON or YAML, that knows its line and its path: faults name both.</summary>
internal sealed class KubeValue
{
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.eE+-");

    private readonly string file;

    private KubeValue(string file, int line, string path) => (this.file, Line, Path) = (file, line, path);

    /// <summary>The line it stands on, from 1.</summary>
    public int Line { get; }

    /// <summary>Where it is: "items[3].spec.containers[0].resources.requests.cpu".</summary>
    public string Path { get; private set; }

    /// <summary>The properties of an object, in order; null when it is none.</summary>
    public List<(string Name, KubeValue Value)>? Properties { get; private init; }

    /// <summary>The values of a list; null when it is none.</summary>
    public List<KubeValue>? Elements { get; private init; }

    /// <summary>The text of a scalar; null for null, objects and lists.</summary>
    public string? Scalar { get; private init; }

    /// <summary>What kind of scalar it is.</summary>
    public KubeScalar Type { get; private init; }

    /// <summary>True for null, or nothing.</summary>
    public bool IsNull => Properties is null && Elements is null && Scalar is null;

    public static KubeValue Object(string file, int line, string path, List<(string, KubeValue)> properties) => new(file, line, path) { Properties = properties };

    public static KubeValue List(string file, int line, string path, List<KubeValue> elements) => new(file, line, path) { Elements = elements };

    public static KubeValue Text(string file, int line, string path, string? text, KubeScalar type = KubeScalar.Text) => new(file, line, path) { Scalar = text, Type = text is null ? KubeScalar.None : type };

    /// <summary>A JSON value with everything in it.</summary>
    /// <exception cref="InputException">A name comes twice in an object.</exception>
    public static KubeValue Of(JsonValue json, string path)
    {
        var (file, line) = (json.Text.Input.Name, json.Line);
        switch (json.Kind)
        {
            case JsonTokenType.StartArray:
                var elements = new List<KubeValue>();
                foreach (var element in json.Items("a list")) elements.Add(Of(element, $"{path}[{elements.Count}]"));
                return List(file, line, path, elements);
            case JsonTokenType.StartObject:
                var properties = new List<(string, KubeValue)>();
                var seen = new HashSet<string>();
                var end = json.Text[json.Index].Next;
                for (var at = json.Index + 1; at < end; at = json.Text[at + 1].Next)
                {
                    var name = Unescaped(new JsonValue(json.Text, at));
                    var under = Join(path, name);
                    if (!seen.Add(name)) throw new InputException(file, json.Line, 0, $"{under} comes twice");
                    properties.Add((name, Of(new JsonValue(json.Text, at + 1), under)));
                }
                return Object(file, line, path, properties);
            case JsonTokenType.String: return Text(file, line, path, Unescaped(json));
            case JsonTokenType.Null: return Text(file, line, path, null);
            case JsonTokenType.Number: return Text(file, line, path, System.Text.Encoding.UTF8.GetString(json.Raw), KubeScalar.Number);
            default: return Text(file, line, path, System.Text.Encoding.UTF8.GetString(json.Raw), KubeScalar.Truth);
        }
    }

    /// <summary>A YAML value with everything in it. Aliases are written out.</summary>
    /// <exception cref="InputException">Aliases of aliases make more than <paramref name="left"/> values.</exception>
    public static KubeValue Of(YamlValue yaml, string file, string path, ref int left)
    {
        if (--left < 0) throw new InputException(file, yaml.Line, yaml.Column, "is repeated by aliases of aliases until there are millions of values, expected each where it is needed");
        switch (yaml.Kind)
        {
            case YamlKind.Map:
                var properties = new List<(string, KubeValue)>(yaml.Entries.Length);
                foreach (var (key, value) in yaml.Entries) properties.Add((key.Text, Of(value, file, Join(path, key.Text), ref left)));
                return Object(file, yaml.Line, path, properties);
            case YamlKind.List:
                var elements = new List<KubeValue>(yaml.List.Length);
                foreach (var item in yaml.List) elements.Add(Of(item, file, $"{path}[{elements.Count}]", ref left));
                return List(file, yaml.Line, path, elements);
            default:
                var type = yaml.IsText ? KubeScalar.Text : TypeOf(yaml.Text);
                return Text(file, yaml.Line, path, yaml.IsNull ? null : type == KubeScalar.Truth ? yaml.Text.ToLowerInvariant() : yaml.Text, type);
        }
    }

    /// <summary>A path with a property's name; a name that is no word is quoted.</summary>
    public static string Join(string path, string name)
    {
        var word = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return !word ? $"{path}[\"{name.ReplaceLineEndings(" ")}\"]" : path.Length == 0 ? name : $"{path}.{name}";
    }

    /// <summary>A property; null when it is absent or null.</summary>
    /// <exception cref="InputException">This is no object.</exception>
    public KubeValue? Find(string name)
    {
        if (Properties is null) throw Error($"{Shown}, expected an object");
        foreach (var (own, value) in Properties)
            if (own == name) return value.IsNull ? null : value;
        return null;
    }

    /// <summary>A property of a property of ...; null when one is absent.</summary>
    public KubeValue? Find(string name, params ReadOnlySpan<string> more)
    {
        var found = Find(name);
        foreach (var next in more) found = found?.Find(next);
        return found;
    }

    /// <summary>A property that must be there.</summary>
    /// <exception cref="InputException">It is not.</exception>
    public KubeValue Get(string name) => Find(name) ?? throw Error($"has no '{name}'{Nearest.Hint(name, Properties!.Select(property => property.Name).Where(own => !own.Any(char.IsControl)))}");

    /// <summary>Properties that must be there.</summary>
    /// <exception cref="InputException">One is not.</exception>
    public void Expect(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) Get(name);
    }

    /// <summary>The elements of a list property; none when it is absent.</summary>
    /// <exception cref="InputException">It is no list.</exception>
    public List<KubeValue> Each(string name) => Find(name) is not { } list ? [] : list.Elements ?? throw list.Error($"{list.Shown}, expected a list");

    /// <summary>The value as text.</summary>
    /// <exception cref="InputException">It is an object, a list or nothing, or too long for a line.</exception>
    public string AsText(string what, int longest = 300)
    {
        if (Scalar is not { } text) throw Error($"{Shown}, expected {what}");
        return text.Length <= longest && (longest > 300 || !text.Any(char.IsControl)) ? text : throw Error($"read {Quoted(text)}, expected {what} of at most {longest} letters");
    }

    /// <summary>A fault: this is not what was expected.</summary>
    public InputException Unexpected(string what) => Error($"{(Type == KubeScalar.Number ? $"read the number {Scalar}" : Type == KubeScalar.Truth ? $"read {Scalar}, which is no text," : Shown)}{(Type == KubeScalar.Truth ? "" : ",")} expected {what}");

    /// <summary>The value as a whole number in a range.</summary>
    /// <exception cref="InputException">It is no such number.</exception>
    public long AsInteger(string what, long least, long most) =>
        Scalar is { } text && long.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw Error($"{Shown}, expected {what}, a whole number from {least} to {most}");

    /// <summary>The value as true or false.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public bool AsFlag() => Scalar switch { "true" => true, "false" => false, _ => throw Error($"{Shown}, expected true or false") };

    /// <summary>An object of texts, such as labels.</summary>
    /// <exception cref="InputException">It is no object, or holds something else.</exception>
    public ImmutableDictionary<string, string> AsLabels()
    {
        if (Properties is null) throw Error($"{Shown}, expected an object of texts");
        var labels = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (name, value) in Properties) labels[name] = value.IsNull ? "" : value.Scalar ?? throw value.Error($"{value.Shown}, expected a text");
        return labels.ToImmutable();
    }

    /// <summary>A fault at this value.</summary>
    public InputException Error(string problem) => new(file, Line, 0, Path.Length == 0 ? problem : $"{Path}: {problem}");

    /// <summary>What a word without quotes is in YAML.</summary>
    private static KubeScalar TypeOf(string word) => word switch
    {
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => KubeScalar.Truth,
        ".nan" or ".NaN" or ".NAN" or ".inf" or "-.inf" or "+.inf" => KubeScalar.Number,
        [not ('+' or '-' or '.' or (>= '0' and <= '9')), ..] or "" => KubeScalar.Text,
        _ when word.AsSpan(word[0] is '+' or '-' ? 1 : 0).IndexOfAnyExcept(OfNumbers) < 0 && double.TryParse(word, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _) => KubeScalar.Number,
        _ => KubeScalar.Text,
    };

    private string Shown => Properties is not null ? "is an object" : Elements is not null ? "is a list" : Scalar is null ? "is null" : $"read {Quoted(Scalar)}";

    private static string Quoted(string text) => "'" + (text.Length > 40 ? text[..40] + "..." : text).ReplaceLineEndings(" ") + "'";

    private static string Unescaped(JsonValue json)
    {
        var reader = new Utf8JsonReader(json.Raw);
        reader.Read();
        return reader.GetString()!;
    }
}

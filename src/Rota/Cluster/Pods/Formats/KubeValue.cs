using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>A value of a Kubernetes object, from JSON or YAML, that knows its line and its path: faults name both.</summary>
internal sealed class KubeValue
{
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

    /// <summary>True for null, or nothing.</summary>
    public bool IsNull => Properties is null && Elements is null && Scalar is null;

    public static KubeValue Object(string file, int line, string path, List<(string, KubeValue)> properties) => new(file, line, path) { Properties = properties };

    public static KubeValue List(string file, int line, string path, List<KubeValue> elements) => new(file, line, path) { Elements = elements };

    public static KubeValue Text(string file, int line, string path, string? text) => new(file, line, path) { Scalar = text };

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
            default: return Text(file, line, path, System.Text.Encoding.UTF8.GetString(json.Raw));
        }
    }

    /// <summary>A YAML value with everything in it.</summary>
    public static KubeValue Of(YamlValue yaml, string file, string path) => yaml.Kind switch
    {
        YamlKind.Map => Object(file, yaml.Line, path, [.. yaml.Entries.Select(entry => (entry.Key.Text, Of(entry.Value, file, Join(path, entry.Key.Text))))]),
        YamlKind.List => List(file, yaml.Line, path, [.. yaml.List.Select((item, i) => Of(item, file, $"{path}[{i}]"))]),
        _ => Text(file, yaml.Line, path, yaml.IsNull ? null : yaml.Text),
    };

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

    /// <summary>The elements of a list property; none when it is absent.</summary>
    /// <exception cref="InputException">It is no list.</exception>
    public List<KubeValue> Each(string name) => Find(name) is not { } list ? [] : list.Elements ?? throw list.Error($"{list.Shown}, expected a list");

    /// <summary>The value as text.</summary>
    /// <exception cref="InputException">It is an object, a list or nothing, or too long for a line.</exception>
    public string AsText(string what)
    {
        if (Scalar is not { } text) throw Error($"{Shown}, expected {what}");
        return text.Length <= 300 && !text.Any(char.IsControl) ? text : throw Error($"read {Quoted(text)}, expected {what} of at most 300 letters");
    }

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

    private string Shown => Properties is not null ? "is an object" : Elements is not null ? "is a list" : Scalar is null ? "is null" : $"read {Quoted(Scalar)}";

    private static string Quoted(string text) => "'" + (text.Length > 40 ? text[..40] + "..." : text).ReplaceLineEndings(" ") + "'";

    private static string Unescaped(JsonValue json)
    {
        var reader = new Utf8JsonReader(json.Raw);
        reader.Read();
        return reader.GetString()!;
    }
}

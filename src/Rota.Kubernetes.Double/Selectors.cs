using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>Label and field selectors, of requests and of objects.</summary>
internal static class Selectors
{
    /// <summary>Reads a label selector: "a=b,c!=d,e in (f,g),h notin (i),j,!k".</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static Func<JsonObject, bool> Labels(string? text)
    {
        if (string.IsNullOrEmpty(text)) return _ => true;
        var tests = Split(text).Select(LabelTest).ToArray();
        return item =>
        {
            var labels = (item["metadata"] as JsonObject)?["labels"] as JsonObject;
            return Array.TrueForAll(tests, test => test(labels));
        };
    }

    /// <summary>Reads a field selector: "spec.nodeName=n,status.phase!=Running".</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static Func<JsonObject, bool> Fields(string? text)
    {
        if (string.IsNullOrEmpty(text)) return _ => true;
        var tests = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(FieldTest).ToArray();
        return item => Array.TrueForAll(tests, test => test(item));
    }

    /// <summary>A selector object with matchLabels and matchExpressions; null matches nothing.</summary>
    public static bool Matches(JsonNode? selector, JsonObject? labels)
    {
        if (selector is not JsonObject rules) return false;
        foreach (var (key, value) in rules["matchLabels"] as JsonObject ?? [])
            if (Value(labels, key) != value?.GetValue<string>()) return false;
        foreach (var expression in rules["matchExpressions"] as JsonArray ?? [])
        {
            var own = Value(labels, expression!["key"]!.GetValue<string>());
            var values = (expression["values"] as JsonArray ?? []).Select(value => value!.GetValue<string>());
            var holds = expression["operator"]!.GetValue<string>() switch
            {
                "In" => own is not null && values.Contains(own),
                "NotIn" => own is null || !values.Contains(own),
                "Exists" => own is not null,
                _ => own is null,
            };
            if (!holds) return false;
        }
        return true;
    }

    /// <summary>A field by its path; empty when it is absent.</summary>
    public static string Field(JsonObject item, string path)
    {
        JsonNode? at = item;
        // events.k8s.io calls regarding what the core calls involvedObject.
        foreach (var name in path.Split('.')) at = (at as JsonObject)?[name] ?? (name == "involvedObject" ? (at as JsonObject)?["regarding"] : null);
        return at switch { null => "", JsonValue value => value.ToString(), _ => at.ToJsonString() };
    }

    private static Func<JsonObject, bool> FieldTest(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0) throw ApiException.BadRequest($"unable to parse field selector: {text}");
        var not = text[at - 1] == '!';
        var (path, value) = (text[..(not ? at - 1 : at)], text[(at + 1)..].TrimStart('='));
        return item => (Field(item, path) == value) != not;
    }

    private static Func<JsonObject?, bool> LabelTest(string text)
    {
        var words = text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 3 && words[1] is "in" or "notin")
        {
            var values = words[2].Trim('(', ')').Split(',', StringSplitOptions.TrimEntries);
            return labels => words[1] == "in" ? Value(labels, words[0]) is { } own && values.Contains(own) : Value(labels, words[0]) is not { } other || !values.Contains(other);
        }
        if (text.StartsWith('!')) return labels => Value(labels, text[1..]) is null;
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0) return labels => Value(labels, text) is not null;
        if (at == 0) throw ApiException.BadRequest($"unable to parse requirement: {text}");
        var not = text[at - 1] == '!';
        var (key, value) = (text[..(not ? at - 1 : at)], text[(at + 1)..].TrimStart('='));
        return labels => (Value(labels, key) == value) != not;
    }

    /// <summary>At commas outside of parentheses.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(') depth++;
            if (i < text.Length && text[i] == ')') depth--;
            if (i < text.Length && (text[i] != ',' || depth > 0)) continue;
            if (i > start) yield return text[start..i].Trim();
            start = i + 1;
        }
    }

    private static string? Value(JsonObject? labels, string key) => labels?[key]?.ToString();
}

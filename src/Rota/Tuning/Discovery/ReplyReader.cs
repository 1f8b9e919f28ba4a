using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rota.Tuning.Discovery;

/// <summary>
/// Finds idea and expression in what a model answered: a JSON object, bare or fenced or amid text; an idea in braces and then the expression; a fenced
/// expression; or the bare line.
/// </summary>
internal static partial class ReplyReader
{
    /// <summary>Idea and expression; a null expression when there is none to be found.</summary>
    public static (string Idea, string? Expression) Read(string reply)
    {
        var text = Thinking().Replace(reply, "").Trim();
        var fenced = Fence().Matches(text).Select(match => match.Groups["body"].Value.Trim()).ToList();
        foreach (var part in fenced.Prepend(text))
            if (Json(part) is { } found) return found;
        if (text.IndexOf('{') is var open and >= 0 && text.LastIndexOf('}') is var close && close > open)
        {
            if (Json(text[open..(close + 1)]) is { } found) return found;
            // A braced idea, then code.
            var rest = fenced.Count > 0 ? fenced[^1] : text[(text.IndexOf('}', open) + 1)..];
            if (Bare(rest) is { } code) return (OneLine(text[(open + 1)..text.IndexOf('}', open)]), code);
        }
        if (fenced.Count > 0) return ("", Bare(fenced[^1]));
        return ("", text.Contains('\n') || text.StartsWith('{') ? null : Bare(text));
    }

    private static (string, string?)? Json(string text)
    {
        if (!text.StartsWith('{')) return null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            string? idea = null, expression = null;
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind != JsonValueKind.String) continue;
                if (property.Name.Equals("idea", StringComparison.OrdinalIgnoreCase)) idea = Word(property.Value);
                else if (property.Name.Equals("expression", StringComparison.OrdinalIgnoreCase)) expression = Word(property.Value);
            }
            return expression is null ? null : (OneLine(idea ?? ""), Bare(expression) ?? expression);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Word(JsonElement value) => value.GetString()!;

    /// <summary>The expression without the words programs put around one.</summary>
    private static string? Bare(string text)
    {
        var code = text.Trim().TrimEnd(';').Trim('`').Trim();
        code = Assignment().Replace(code, "");
        return code.Length == 0 ? null : code;
    }

    private static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 300 ? line : line[..300];
    }

    [GeneratedRegex(@"<think>.*?(</think>|$)", RegexOptions.Singleline, 2000)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"```[A-Za-z]*\s*\n(?<body>.*?)```", RegexOptions.Singleline, 2000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(return\s+|(priority|score|expression|rule)\s*[:=]\s*)", RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Assignment();
}

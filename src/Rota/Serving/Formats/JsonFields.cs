using System.Globalization;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>Fields that JSON traces share.</summary>
internal static class JsonFields
{
    /// <summary>An id: a text that fits on a line, or a whole number of at least <paramref name="least"/>.</summary>
    public static string Id(JsonValue value, long least = 0) =>
        value.Kind == JsonTokenType.String ? value.AsText("an id", 200) : value.Integer("an id", least).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first of these properties that the object has; null when it has none.</summary>
    public static JsonValue? Any(JsonValue row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (row.Find(name) is { } found) return found;
        return null;
    }
}

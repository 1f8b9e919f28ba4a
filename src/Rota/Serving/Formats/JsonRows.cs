using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>The rows of a JSON text: its values one below the other, or the values of the one list it is.</summary>
internal static class JsonRows
{
    public static JsonItems Of(TextInput input)
    {
        var values = input.Json.Values;
        foreach (var first in values)
            return first.Kind == JsonTokenType.StartArray && values.Count() == 1 ? first.Items("rows") : values;
        return values;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Rota.Formats;

/// <summary>Tells JSON formats apart by the properties of their first object, and quotes names.</summary>
internal static class JsonShape
{
    /// <summary>True when the text is JSON whose first value is an object with all of these properties.</summary>
    public static bool Has(TextInput input, params ReadOnlySpan<string> names)
    {
        if (First(input) is not { } first) return false;
        var own = first.Names();
        foreach (var name in names)
            if (!own.Contains(name)) return false;
        return true;
    }

    /// <summary>The first value; null when the text is not JSON.</summary>
    public static JsonValue? First(TextInput input)
    {
        if (!input.LooksLikeJson) return null;
        foreach (var value in input.Json.Values) return value;
        return null;
    }

    /// <summary>A text in quotes, with what JSON wants escaped.</summary>
    public static string Quoted(string text)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) writer.WriteStringValue(text);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rota.Tuning.Discovery;

/// <summary>A line of a run file.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Kind">discovery, ask, candidate, stop or end.</param>
/// <param name="Text">The line as it stands.</param>
/// <param name="Fields">Its JSON object.</param>
internal sealed record JournalEntry(int Line, string Kind, string Text, JsonElement Fields)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line from what is written to it.</summary>
    public static string Write(string kind, Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            fields(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A number of the line; NaN when it is not there.</summary>
    public double Number(string name) =>
        Fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : double.NaN;

    /// <summary>A text of the line; empty when it is not there.</summary>
    public string Word(string name) =>
        Fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

using System.Text.Json;
using Rota.Cli.Output;
using Rota.Formats;

namespace Rota.Cli.Serving;

/// <summary>A run file: the command line that rehearses it again. Rehearsals are deterministic, so that is all explain needs.</summary>
/// <param name="Arguments">Arguments of <c>rota rehearse</c>, the trace first.</param>
/// <param name="Folder">The folder it was called in.</param>
internal sealed record RehearsalRecord(IReadOnlyList<string> Arguments, string Folder)
{
    private const string Kind = "serving-run";

    public static bool IsOne(string path) => File.Exists(path) && new FileInfo(path).Length < 1 << 20 && File.ReadAllText(path).Contains($"\"{Kind}\"", StringComparison.Ordinal);

    public string Write() => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteString("folder", Folder);
        json.WriteStartArray("arguments");
        foreach (var argument in Arguments) json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <exception cref="RotaException">Not a run file.</exception>
    public static RehearsalRecord Read(string path)
    {
        var input = TextInput.Open(path);
        try
        {
            using var document = JsonDocument.Parse(System.Text.Encoding.UTF8.GetString(input.Text));
            var root = document.RootElement;
            if (root.TryGetProperty("arguments", out var arguments) && root.TryGetProperty("folder", out var folder) && arguments.ValueKind == JsonValueKind.Array)
                return new([.. arguments.EnumerateArray().Select(a => a.GetString() ?? "")], folder.GetString() ?? ".");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException(path, "is not a run written by rota rehearse --out");
        }
        throw new InputException(path, "is not a run written by rota rehearse --out");
    }
}

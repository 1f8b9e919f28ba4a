using System.Text.Json;
using Rota.Formats;

namespace Rota.Tuning.Discovery;

/// <summary>
/// A recorded run: one JSON object a line, the header first. Everything a run depends on is in it, the model's answers included, so that it can be replayed
/// without the model and continued after a break.
/// </summary>
public sealed class RunFile
{
    private RunFile(string name, IReadOnlyList<JournalEntry> entries)
    {
        Name = name;
        Entries = entries;
    }

    /// <summary>The file's name, for errors.</summary>
    public string Name { get; }

    /// <summary>The task's name.</summary>
    public string Task => Header.Word("task");

    /// <summary>The model's name.</summary>
    public string Model => Header.Word("model");

    /// <summary>The options the run was begun with.</summary>
    public DiscoveryOptions Options => new()
    {
        Strategy = Header.Word("strategy"),
        Evaluations = (int)Whole("evaluations", 1, 10_000_000),
        Asks = (int)Whole("asks", 1, int.MaxValue),
        Seed = Header.Fields.TryGetProperty("seed", out var seed) && seed.TryGetUInt64(out var value) ? value : throw Fault("'seed' is no whole number"),
        Begin = Header.Word("begin"),
        Temperature = double.IsNaN(Header.Number("temperature")) ? null : Header.Number("temperature"),
        MaxTokens = double.IsNaN(Header.Number("max_tokens")) ? null : (int)Whole("max_tokens", 1, int.MaxValue),
        Tolerance = Header.Number("tolerance"),
    };

    /// <summary>All lines as they stand, without a last one that was cut off while it was written.</summary>
    public IEnumerable<string> Lines => Entries.Select(entry => entry.Text);

    internal IReadOnlyList<JournalEntry> Entries { get; }

    internal JournalEntry Header => Entries[0];

    /// <summary>Reads a run file. A last line without an end is a run that was cut off, and is left out.</summary>
    /// <exception cref="InputException">It is no run file.</exception>
    public static RunFile Read(TextInput input)
    {
        var text = System.Text.Encoding.UTF8.GetString(input.Text);
        var lines = text.Split('\n');
        var entries = new List<JournalEntry>();
        for (var i = 0; i < lines.Length - 1; i++)
        {
            try
            {
                using var document = JsonDocument.Parse(lines[i]);
                var root = document.RootElement.Clone();
                if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
                    throw new InputException(input.Name, i + 1, 0, "expected a JSON object with 'kind'");
                entries.Add(new(i + 1, kind.GetString()!, lines[i], root));
            }
            catch (JsonException)
            {
                throw new InputException(input.Name, i + 1, 0, "is not JSON, expected a line of a run that rota discover --out has written");
            }
        }
        if (entries is not [{ Kind: "discovery" }, ..])
            throw new InputException(input.Name, 1, 0, "expected the header of a run that rota discover --out has written");
        return new(input.Name, entries);
    }

    private long Whole(string name, long least, long most) =>
        Header.Number(name) is var value && value >= least && value <= most && value == Math.Floor(value)
            ? (long)value
            : throw Fault($"'{name}' is no whole number from {least} to {most}");

    private InputException Fault(string problem) => new(Name, 1, 0, problem);
}

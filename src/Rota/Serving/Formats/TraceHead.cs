using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>What a trace file is recognised by: the names in its first line, or the keys of its first JSON object.</summary>
/// <param name="IsJson">True for JSON and JSON lines.</param>
/// <param name="Names">Column names or keys.</param>
public sealed record TraceHead(bool IsJson, ImmutableArray<string> Names)
{
    /// <summary>The head of a text.</summary>
    /// <exception cref="InputException">It begins like JSON and is none, or has no line at all.</exception>
    public static TraceHead Of(TextInput input)
    {
        if (!input.LooksLikeJson) return new(false, new CsvText(input).Columns);
        foreach (var row in JsonRows.Of(input)) return new(true, [.. row.Kind == JsonTokenType.StartObject ? row.Names() : []]);
        return new(true, []);
    }

    /// <summary>True for columns that have all of these names, case ignored.</summary>
    public bool HasColumns(params ReadOnlySpan<string> names) => !IsJson && Has(names);

    /// <summary>True for JSON that has all of these keys.</summary>
    public bool HasKeys(params ReadOnlySpan<string> names) => IsJson && Has(names);

    private bool Has(ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!Names.Contains(name, IsJson ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase)) return false;
        return true;
    }
}

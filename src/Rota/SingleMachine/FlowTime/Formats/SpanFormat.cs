using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>
/// Spans of a trace, as CSV or JSON lines: an id, the parent's id (empty or null for a root), start and duration, under the names of OpenTelemetry, Jaeger or plain ones. A root is a
/// job, released when it starts; the spans below it that have no span below themselves are its operations, by start. The first start becomes time 0.
/// </summary>
public sealed class SpanFormat : IInstanceFormat<FlowProblem, InstanceReadOptions>
{
    private static readonly string[] Ids = ["span_id", "spanId", "spanID", "id"];
    private static readonly string[] Parents = ["parent_id", "parent_span_id", "parentId", "parentSpanId", "parent"];
    private static readonly string[] Starts = ["start", "start_time", "startTime", "startTimeUnixNano", "timestamp"];
    private static readonly string[] Durations = ["duration", "dur", "durationNano"];

    /// <inheritdoc/>
    public string Name => "spans";

    /// <inheritdoc/>
    public string Description => "spans of a trace, CSV or JSON lines: span_id, parent_id, start, duration; roots are jobs";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options)
    {
        var names = JsonShape.First(input) is { Kind: JsonTokenType.StartObject } first ? [.. first.Names()] : FlowTimeFiles.FirstLine(input);
        return Has(Ids) && Has(Parents) && Has(Starts) && Has(Durations) ? FormatFit.Whole : FormatFit.None;

        bool Has(string[] known) => known.Any(name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    public ImmutableArray<FlowProblem> Read(TextInput input, InstanceReadOptions options)
    {
        var spans = new SpanForest();
        if (input.LooksLikeJson) ReadJson(input, spans);
        else ReadCsv(input, spans);
        return [spans.Jobs(input)];
    }

    /// <inheritdoc/>
    public string? Refusal(FlowProblem problem) => "jobs without spans around them; the format is only read";

    /// <inheritdoc/>
    public void Write(FlowProblem problem, TextWriter output) => FlowTimeFiles.Catalog.Accept(this, problem);

    private static void ReadCsv(TextInput input, SpanForest spans)
    {
        var csv = new CsvText(input);
        var (id, parent, start, duration) = (Column(Ids), Column(Parents), Column(Starts), Column(Durations));
        while (csv.NextRow())
        {
            var name = csv.Text(id, "a span's id");
            if (name.Length == 0) throw csv.Error(id, "is empty, expected a span's id");
            if (!spans.Add(name, csv.Text(parent, "a parent's id"), ChainCsvFormat.Time(csv, start, "a start", orEqual: true), ChainCsvFormat.Time(csv, duration, "a duration", orEqual: true)))
                throw csv.Error(id, $"span {FieldNumber.Quote(csv.Cell(id))} comes twice");
        }

        int Column(string[] names) => csv.Find(names) is var found and >= 0 ? found : csv.Get(names[0]);
    }

    private static void ReadJson(TextInput input, SpanForest spans)
    {
        foreach (var value in input.Json.Values)
        {
            var id = Property(value, Ids) ?? value.Get(Ids[0]);
            var parent = Property(value, Parents);
            var above = parent is null or { Kind: JsonTokenType.Null } ? "" : ChainJsonFormat.Id(parent.Value);
            var start = ChainJsonFormat.Time(Property(value, Starts) ?? value.Get(Starts[0]), "a start", orEqual: true);
            var duration = ChainJsonFormat.Time(Property(value, Durations) ?? value.Get(Durations[0]), "a duration", orEqual: true);
            if (!spans.Add(ChainJsonFormat.Id(id), above, start, duration)) throw id.Error($"span {FieldNumber.Quote(id.Raw)} comes twice");
        }
    }

    private static JsonValue? Property(JsonValue value, string[] names)
    {
        foreach (var name in names)
            if (value.Find(name) is { } found) return found;
        return null;
    }
}

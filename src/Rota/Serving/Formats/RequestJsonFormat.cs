using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// JSON lines with a request each, under the usual names; and Rota's own trace files, which are the same behind a first line <c>{"format": "rota-trace", ...}</c>
/// and hold everything a trace has (see <see cref="ServingTraceWriter"/>). Times in seconds. Behind that line an unknown property is refused and arrivals are
/// left as they are; without it unknown ones are named in the notes.
/// </summary>
public sealed class RequestJsonFormat : ITraceFormat
{
    /// <summary>What the first line of Rota's own files calls itself.</summary>
    internal const string OwnFormat = "rota-trace";

    private static readonly string[] Known =
    [
        "id", "arrival_s", "timestamp", "input_length", "output_length", "input_tokens", "prompt_tokens", "output_tokens", "max_tokens", "class", "type", "tenant",
        "ttft_slo_s", "tbt_slo_s", "program", "pause_s", "tool", "shared_tokens", "block_size", "hash_ids",
    ];

    /// <inheritdoc/>
    public string Name => "jsonl";

    /// <inheritdoc/>
    public string Description => "JSON lines, a request each: arrival_s, lengths, class, targets, program, pause, blocks; Rota's own traces";

    /// <inheritdoc/>
    public string Marks => "arrival_s,input_length,output_length,type,ttft_slo_s";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head)
    {
        if (head.HasKeys("format", "arrivals")) return true;
        var (prompt, output) = (head.HasKeys("input_length") || head.HasKeys("input_tokens") || head.HasKeys("prompt_tokens"), head.HasKeys("output_length") || head.HasKeys("output_tokens"));
        return prompt && output && !new MooncakeFormat().Recognises(head) && !new BailianFormat().Recognises(head) && !new BlockFileFormat().Recognises(head);
    }

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        TraceBuilder? trace = null;
        ServingTrace? own = null;
        var others = new SortedSet<string>(StringComparer.Ordinal);
        var arrivals = true;
        foreach (var row in JsonRows.Of(input))
        {
            if (trace is null)
            {
                own = Header(row);
                arrivals = own?.HasArrivals ?? JsonFields.Any(row, "arrival_s", "timestamp") is not null;
                trace = new(input, Name, options, arrivals);
                if (own is not null) continue;
                if (row.Find("arrival_s") is null && arrivals) trace.Note("timestamps are read as seconds");
            }
            if (trace.IsFull) break;
            if (own is not null) row.ExpectOnly(Known);
            else others.UnionWith(row.Names().Except(Known));
            AddRow(row, arrivals, own is not null, trace);
        }
        if (others.Count > 0) trace!.Note($"properties not read: {Shown(others)}");
        // No row at all: the text is an empty list.
        var read = (trace ?? new(input, Name, options, arrivals)).Build(fromZero: own is null);
        return own is null ? read : read with { Name = own.Name, Dropped = [.. own.Dropped, .. read.Dropped], Notes = [.. own.Notes, .. read.Notes] };
    }

    private static ServingTrace? Header(JsonValue row)
    {
        if (row.Find("format") is not { } format) return null;
        if (format.AsText("a format") != OwnFormat) throw format.Error($"read {FieldNumber.Quote(format.Raw)}, expected format '{OwnFormat}'");
        row.ExpectOnly("format", "name", "arrivals", "dropped", "notes");
        var arrivals = row.Get("arrivals");
        if (arrivals.Kind is not (JsonTokenType.True or JsonTokenType.False)) throw arrivals.Error($"read {FieldNumber.Quote(arrivals.Raw)}, expected true or false");
        return new(row.Get("name").AsText("a name", ServingTraceWriter.LongestName), [])
        {
            HasArrivals = arrivals.Kind == JsonTokenType.True,
            Dropped = Lines(row, "dropped"),
            Notes = Lines(row, "notes"),
        };
    }

    private static ImmutableArray<string> Lines(JsonValue row, string name)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        if (row.Find(name) is { } list)
            foreach (var line in list.Items("lines of text")) lines.Add(line.AsText("a line", ServingTraceWriter.LongestLine));
        return lines.ToImmutable();
    }

    private static void AddRow(JsonValue row, bool arrivals, bool own, TraceBuilder trace)
    {
        var program = row.Find("program") is { } name ? JsonFields.Id(name) : "";
        if (!trace.Options.ChainTurns) program = "";
        var later = program.Length > 0 && trace.Find(program) is not null;
        var stamp = JsonFields.Any(row, "arrival_s", "timestamp");
        if (stamp is null && arrivals && !later) stamp = row.Get("arrival_s");
        var prompt = TraceLimits.Prompt(JsonFields.Any(row, "input_length", "input_tokens", "prompt_tokens") ?? row.Get("input_length"));
        var size = row.Find("block_size") is { } block ? (int)block.Integer("tokens of a block", 1, TraceLimits.MaxBlockTokens) : 16;
        var id = row.Find("id");
        var request = new TraceRequest
        {
            Id = id is { } given ? JsonFields.Id(given) : "",
            ArrivalSeconds = stamp is { } time ? TraceLimits.Arrival(time) : 0,
            Prompt = prompt,
            Output = TraceLimits.Output(JsonFields.Any(row, "output_length", "output_tokens") ?? row.Get("output_length")),
            DeclaredMax = row.Find("max_tokens") is { } max ? (int)max.Integer("a declared maximum in tokens", 1, TraceLimits.MaxTokens) : null,
            Class = JsonFields.Any(row, "class", "type", "tenant") is { } kind ? kind.AsText("a class", ServingTraceWriter.LongestName) : "",
            TtftTarget = row.Find("ttft_slo_s")?.Real("a target of the time to the first token in seconds", TraceLimits.LeastTarget, TraceLimits.MaxPause),
            TbtTarget = row.Find("tbt_slo_s")?.Real("a target of the time between tokens in seconds", TraceLimits.LeastTarget, TraceLimits.MaxPause),
            Program = program,
            PauseSeconds = row.Find("pause_s")?.Real("a pause in seconds", 0, TraceLimits.MaxPause) ?? 0,
            Tool = row.Find("tool") is { } tool ? tool.AsText("a tool", ServingTraceWriter.LongestName) : "",
            SharedWithPrevious = row.Find("shared_tokens") is { } shared ? (int)shared.Integer("tokens shared with the turn before", 0, prompt) : null,
            BlockTokens = size,
        };
        if (request.Id.Length > 0 && trace.IdFault(request.Id) is { } repeated) throw id!.Value.Error(repeated);
        if (trace.TargetFault(request.TtftTarget) is { } missing) throw row.Error(missing);
        if (!later && arrivals && trace.OrderFault(request.ArrivalSeconds) is { } disorder) throw stamp!.Value.Error(disorder);
        if (row.Find("hash_ids") is { } ids) request = request with { Blocks = TraceLimits.Blocks(ids, prompt, size, trace, request.Output) };
        if (program.Length > 0) trace.AddTurn(request, infer: !own);
        else trace.Add(request);
    }

    private static string Shown(SortedSet<string> names) =>
        string.Join(", ", names.Take(8).Select(name => FieldNumber.Quote(System.Text.Encoding.UTF8.GetBytes(name)))) + (names.Count > 8 ? ", ..." : "");
}

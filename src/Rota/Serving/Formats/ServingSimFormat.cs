using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// LLMServingSim's JSON lines, of two kinds that may stand in one file: requests (<c>input_toks, output_toks, arrival_time_ns</c>, token ids if there are) and
/// agent sessions (<c>session_id, arrival_time_ns, sub_requests</c> with the time of the tool behind each). Token ids become the numbers of 16-token blocks.
/// </summary>
public sealed class ServingSimFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "llm-serving-sim";

    /// <inheritdoc/>
    public string Description => "LLMServingSim JSON lines: requests and agent sessions, times in ns";

    /// <inheritdoc/>
    public string Marks => "session_id,arrival_time_ns,sub_requests";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasKeys("sub_requests") || head.HasKeys("input_toks", "output_toks");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var trace = new TraceBuilder(input, Name, options);
        var blocks = new TokenBlocks();
        long? first = null;
        foreach (var row in JsonRows.Of(input))
        {
            if (trace.IsFull) break;
            var stamp = row.Get("arrival_time_ns");
            var nanoseconds = stamp.Integer("an arrival in nanoseconds");
            var arrival = (nanoseconds - (first ??= nanoseconds)) / 1e9;
            if (trace.OrderFault(arrival) is { } disorder) throw stamp.Error(disorder);
            if (row.Find("sub_requests") is { } turns) AddSession(row, turns, arrival, blocks, trace);
            else trace.Add(Request(row, arrival, blocks));
        }
        return trace.Build();
    }

    private static void AddSession(JsonValue row, JsonValue turns, double arrival, TokenBlocks blocks, TraceBuilder trace)
    {
        var session = row.Get("session_id");
        var id = JsonFields.Id(session);
        if (id.Length == 0) throw session.Error("an empty id, expected the id of a session");
        if (trace.IdFault(id) is { } repeated) throw session.Error(repeated);
        var items = turns.Items("requests of a session");
        if (items.Count() == 0) throw turns.Error("a session without request, expected at least one");
        foreach (var turn in items)
        {
            var pause = turn.Find("tool_duration_ns") is { } tool ? tool.Integer("a tool time in nanoseconds", 0, (long)(TraceLimits.MaxPause * 1e9)) / 1e9 : 0;
            trace.AddTurn(Request(turn, arrival, blocks) with { Program = id, PauseSeconds = pause });
        }
    }

    private static TraceRequest Request(JsonValue row, double arrival, TokenBlocks blocks)
    {
        var (prompt, output) = (TraceLimits.Prompt(row.Get("input_toks")), TraceLimits.Output(row.Get("output_toks")));
        return new()
        {
            ArrivalSeconds = arrival,
            Prompt = prompt,
            Output = output,
            Blocks = row.Find("input_tok_ids") is { } ids ? blocks.Of(ids, prompt, row.Find("output_tok_ids"), output) : ImmutableArray<long>.Empty,
            BlockTokens = TokenBlocks.Size,
        };
    }
}

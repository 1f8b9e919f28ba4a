using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Qwen-Bailian's JSON lines (ATC '25): chats with their parents, seconds, lengths, kind, turn, and the prompt's prefix blocks of 16 tokens. A chain of chats is
/// a program; a second answer to the same chat begins a program of its own.
/// </summary>
public sealed class BailianFormat : ITraceFormat
{
    private const int BlockTokens = 16;

    /// <inheritdoc/>
    public string Name => "bailian";

    /// <inheritdoc/>
    public string Description => "Qwen-Bailian JSON lines: chats with parents, seconds, lengths, hash_ids of 16 tokens";

    /// <inheritdoc/>
    public string Marks => "chat_id,parent_chat_id,timestamp,input_length,output_length,type,turn,hash_ids";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasKeys("chat_id", "input_length", "output_length");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var trace = new TraceBuilder(input, Name, options);
        var rows = new List<Row>();
        var last = double.NegativeInfinity;
        foreach (var value in JsonRows.Of(input))
        {
            if (rows.Count >= options.MaxRequests) break;
            var row = ReadRow(value, trace);
            if (row.Request.ArrivalSeconds < last && !options.Sort)
                throw value.Get("timestamp").Error(TraceBuilder.Disorder(row.Request.ArrivalSeconds, last));
            last = row.Request.ArrivalSeconds;
            rows.Add(row);
        }
        if (options.ChainTurns) Chain(options.Sort ? [.. rows.OrderBy(row => row.Request.ArrivalSeconds)] : rows, trace);
        else foreach (var row in rows) trace.Add(row.Request);
        return trace.Build();
    }

    private static Row ReadRow(JsonValue row, TraceBuilder trace)
    {
        var chat = row.Get("chat_id");
        var id = JsonFields.Id(chat);
        if (trace.IdFault(id) is { } repeated) throw chat.Error(repeated);
        var prompt = TraceLimits.Prompt(row.Get("input_length"));
        var parent = row.Find("parent_chat_id") is { } value ? JsonFields.Id(value, -1) : "-1";
        return new(
            new()
            {
                Id = id,
                ArrivalSeconds = TraceLimits.Arrival(row.Get("timestamp")),
                Prompt = prompt,
                Output = TraceLimits.Output(row.Get("output_length")),
                Class = row.Find("type") is { } type ? type.AsText("a type") : "",
                Blocks = row.Find("hash_ids") is { } ids ? TraceLimits.Blocks(ids, prompt, BlockTokens, trace) : [],
                BlockTokens = BlockTokens,
            },
            parent, row);
    }

    private static void Chain(List<Row> rows, TraceBuilder trace)
    {
        var places = new Dictionary<string, (string Program, int Turn)>();
        foreach (var row in rows)
        {
            var id = row.Request.Id;
            var turn = row.Value.Find("turn") is { } number ? (int)number.Integer("a turn", 0, 1_000_000) : -1;
            var (program, follows) = (id, false);
            if (row.Parent != "-1" && !places.TryGetValue(row.Parent, out _)) trace.Count("chats follow one that is not in the file: they begin a program");
            else if (row.Parent != "-1")
            {
                var parent = places[row.Parent];
                if (turn >= 0 && turn <= parent.Turn)
                    throw row.Value.Get("turn").Error($"turn {turn} follows turn {parent.Turn} of chat {row.Parent}, expected {parent.Turn + 1}");
                follows = trace.Find(parent.Program)!.Turn == parent.Turn;
                if (follows) program = parent.Program;
                else trace.Count("chats answer an earlier turn anew: they begin a program of their own");
                if (turn < 0) turn = parent.Turn + 1;
            }
            if (turn < 0) turn = 1;
            if (follows)
            {
                var open = trace.Find(program)!;
                if (trace.PauseUntil(open, row.Request.ArrivalSeconds, stated: false) is { } overlap) throw row.Value.Get("timestamp").Error(overlap);
            }
            places[id] = (program, turn);
            trace.AddTurn(row.Request with { Program = program }, turn);
            trace.Find(program)!.End = row.Request.ArrivalSeconds + (row.Request.Output * trace.Options.SecondsPerOutputToken);
        }
        if (trace.Options.SecondsPerOutputToken is var seconds && rows.Any(row => row.Parent != "-1"))
            trace.Note(string.Create(CultureInfo.InvariantCulture, $"think times are gaps between arrivals less {seconds} s a token of the answer between"));
    }

    private readonly record struct Row(TraceRequest Request, string Parent, JsonValue Value);
}

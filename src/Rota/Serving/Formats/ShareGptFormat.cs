using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// ShareGPT's JSON list of conversations: <c>[{id, conversations: [{from, value}]}]</c>. Every answer is a turn of the conversation's program whose prompt is all
/// that was said before. Tokens are estimated as a quarter of the letters, rounded up, and the trace says so. No arrivals, no think times.
/// </summary>
public sealed class ShareGptFormat : ITraceFormat
{
    private static readonly string[] Answers = ["gpt", "assistant", "chatgpt", "bing", "bard", "model"];
    private static readonly string[] Questions = ["human", "user", "system", "tool"];

    /// <inheritdoc/>
    public string Name => "sharegpt";

    /// <inheritdoc/>
    public string Description => "ShareGPT conversations; tokens estimated as a quarter of the letters";

    /// <inheritdoc/>
    public string Marks => "id,conversations";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasKeys("conversations");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        var number = 0;
        foreach (var row in JsonRows.Of(input))
        {
            if (trace.IsFull) break;
            number++;
            var id = row.Find("id") is { } own ? JsonFields.Id(own) : "";
            if (id.Length == 0) id = $"{number}";
            if (trace.IdFault(id) is not null) id = $"{id}#{number}";
            AddConversation(row.Get("conversations"), id, trace);
        }
        trace.Note("tokens are estimated as letters / 4, rounded up");
        return trace.Build();
    }

    private static void AddConversation(JsonValue messages, string id, TraceBuilder trace)
    {
        var context = 0;
        foreach (var message in messages.Items("messages"))
        {
            var from = message.Get("from");
            var speaker = from.AsText("a speaker");
            var tokens = (message.Get("value").Letters("a message") + 3) / 4;
            var answers = Answers.Contains(speaker, StringComparer.OrdinalIgnoreCase);
            if (!answers && !Questions.Contains(speaker, StringComparer.OrdinalIgnoreCase))
                throw from.Error($"unknown speaker '{speaker}', expected human, gpt or system{Nearest.Hint(speaker, [.. Questions, .. Answers])}");
            if (answers && (tokens == 0 || context == 0)) trace.Drop(tokens == 0 ? "empty answers" : "answers without a question");
            else if (answers && !trace.IsFull) trace.AddTurn(new() { Program = id, Prompt = Within(context, message), Output = Within(tokens, message) });
            context = (int)Math.Min(int.MaxValue, (long)context + tokens);
        }
    }

    private static int Within(int tokens, JsonValue message) =>
        tokens <= TraceLimits.MaxTokens ? tokens : throw message.Error($"{tokens} tokens, expected at most {TraceLimits.MaxTokens}");
}

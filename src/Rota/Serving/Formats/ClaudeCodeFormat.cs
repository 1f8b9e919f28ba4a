using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>Long coding sessions, a turn a row, with the seconds somebody thought before it; no arrivals.</summary>
public sealed class ClaudeCodeFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "agent-sessions";

    /// <inheritdoc/>
    public string Description => "coding sessions with think time before each turn: session,turn,prompt_tokens,output_tokens,think_s";

    /// <inheritdoc/>
    public string Marks => "session,turn,prompt_tokens,output_tokens,think_s";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("session", "turn", "prompt_tokens", "output_tokens", "think_s");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var turns = new TurnColumns(csv, "session");
        var (prompt, output, think) = (csv.Get("prompt_tokens"), csv.Get("output_tokens"), csv.Get("think_s"));
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        while (!trace.IsFull && csv.NextRow())
        {
            var (session, turn) = turns.Read(trace);
            if (csv.Cell(think).IsEmpty) trace.Count("turns without think time: taken as 0 s");
            else
            {
                var seconds = csv.Real(think, "a think time in seconds", 0, TraceLimits.MaxPause);
                if (trace.Find(session) is { } open) trace.Pause(open, seconds);
            }
            trace.AddTurn(new() { Program = session, Prompt = TraceLimits.Prompt(csv, prompt), Output = TraceLimits.Output(csv, output) }, turn);
        }
        return trace.Build();
    }
}

using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Coding agents, an LLM turn a row: the whole context sent, the answer, and the tool that ran behind it with its measured seconds. No arrivals: give them with
/// <c>ProgramsAt</c>.
/// </summary>
public sealed class SweToolCallsFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "agent-toolcalls";

    /// <inheritdoc/>
    public string Description => "agent turns with tool and tool seconds: program,turn,prompt_tokens,output_tokens,tool,tool_seconds";

    /// <inheritdoc/>
    public string Marks => "program,turn,prompt_tokens,output_tokens,tool,tool_seconds";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("program", "turn", "prompt_tokens", "output_tokens", "tool_seconds");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var turns = new TurnColumns(csv, "program");
        var (prompt, output, tool, pause) = (csv.Get("prompt_tokens"), csv.Get("output_tokens"), csv.Find("tool"), csv.Get("tool_seconds"));
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        while (!trace.IsFull && csv.NextRow())
        {
            var (program, turn) = turns.Read(trace);
            trace.AddTurn(
                new()
                {
                    Program = program,
                    Prompt = TraceLimits.Prompt(csv, prompt),
                    Output = TraceLimits.Output(csv, output),
                    PauseSeconds = csv.Real(pause, "a tool time in seconds", 0, TraceLimits.MaxPause),
                    Tool = tool < 0 ? "" : csv.Text(tool, "a tool"),
                },
                turn);
        }
        return trace.Build();
    }
}

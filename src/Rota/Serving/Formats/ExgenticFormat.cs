using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Agent sessions, an LLM call a row with its start in the session and the seconds it took. Calls of sub-agents overlap; a program has one request at a time, so
/// they are sent one after the other (or refused, see <see cref="TraceReadOptions.RefuseOverlaps"/>). Calls without prompt and output failed: dropped.
/// </summary>
public sealed class ExgenticFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "agent-calls";

    /// <inheritdoc/>
    public string Description => "agent calls with start and duration: session,call,start_s,api_seconds,prompt_tokens,output_tokens";

    /// <inheritdoc/>
    public string Marks => "session,call,start_s,api_seconds,prompt_tokens,output_tokens";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("session", "call", "start_s", "api_seconds", "prompt_tokens", "output_tokens");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var turns = new TurnColumns(csv, "session", "call");
        var (start, took, prompt, output) = (csv.Get("start_s"), csv.Get("api_seconds"), csv.Get("prompt_tokens"), csv.Get("output_tokens"));
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        while (!trace.IsFull && csv.NextRow())
        {
            var (session, call) = turns.Read(trace);
            var begin = csv.Real(start, "a start in seconds", 0, TraceLimits.MaxSeconds);
            var end = begin + csv.Real(took, "a duration in seconds", 0, TraceLimits.MaxPause);
            if (csv.Integer(prompt, "a prompt in tokens") == 0 && csv.Integer(output, "an output in tokens") == 0)
            {
                trace.Drop("calls without prompt and output (failures)");
                continue;
            }
            var request = new TraceRequest { Program = session, Prompt = TraceLimits.Prompt(csv, prompt), Output = TraceLimits.Output(csv, output) };
            if (trace.Find(session) is { } open)
            {
                if (trace.PauseUntil(open, begin) is { } overlap) throw csv.Error(start, overlap);
                end = Math.Max(end, open.End);
            }
            trace.AddTurn(request, call);
            trace.Find(session)!.End = end;
        }
        return trace.Build();
    }
}

using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// BurstGPT: seconds, model, request and response tokens, kind of log; newer files also the session of a conversation and the seconds an answer took. A
/// response of 0 tokens is a failure: dropped and counted. Requests of a session are the turns of a program. The class is model and kind of log.
/// </summary>
public sealed class BurstGptFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "burstgpt";

    /// <inheritdoc/>
    public string Description => "BurstGPT, with or without sessions; failures are dropped and counted";

    /// <inheritdoc/>
    public string Marks => "Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("Timestamp", "Request tokens", "Response tokens");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var (stamp, prompt, output) = (csv.Get("Timestamp"), csv.Get("Request tokens"), csv.Get("Response tokens"));
        var (model, log, session, elapsed) = (csv.Find("Model"), csv.Find("Log Type"), csv.Find("Session ID"), csv.Find("Elapsed time"));
        var trace = new TraceBuilder(input, Name, options);
        while (!trace.IsFull && csv.NextRow())
        {
            var arrival = TraceLimits.Arrival(csv, stamp);
            if (trace.OrderFault(arrival) is { } disorder) throw csv.Error(stamp, disorder);
            if (csv.Integer(output, "an output in tokens", 0, TraceLimits.MaxTokens) == 0)
            {
                trace.Drop("rows without response (failures)");
                continue;
            }
            var request = new TraceRequest
            {
                ArrivalSeconds = arrival,
                Prompt = TraceLimits.Prompt(csv, prompt),
                Output = TraceLimits.Output(csv, output),
                Class = Class(csv, model, log),
                Program = session < 0 || !options.ChainTurns ? "" : csv.Text(session, "a session"),
            };
            if (request.Program.Length == 0) trace.Add(request);
            else AddTurn(csv, stamp, elapsed, request, trace);
        }
        return trace.Build();
    }

    private static void AddTurn(CsvText csv, int stamp, int elapsed, TraceRequest request, TraceBuilder trace)
    {
        if (trace.Find(request.Program) is { } open)
        {
            if (trace.PauseUntil(open, request.ArrivalSeconds) is { } overlap) throw csv.Error(stamp, overlap);
            if (request.Prompt < open.Prompt + open.Output)
            {
                // The file does not say whether a request's tokens include the conversation before; where they cannot, nothing is taken as shared.
                trace.Count("turns are shorter than the conversation before them: they share nothing with it");
                request = request with { SharedWithPrevious = 0 };
            }
        }
        var took = elapsed < 0 || csv.Cell(elapsed).IsEmpty ? request.Output * trace.Options.SecondsPerOutputToken : csv.Real(elapsed, "an elapsed time in seconds", 0, TraceLimits.MaxPause);
        trace.AddTurn(request);
        trace.Find(request.Program)!.End = request.ArrivalSeconds + took;
    }

    private static string Class(CsvText csv, int model, int log)
    {
        var name = model < 0 ? "" : csv.Text(model, "a model", 60);
        if (log < 0) return name;
        var kind = csv.Text(log, "a kind of log", 60);
        kind = kind.EndsWith(" log", StringComparison.OrdinalIgnoreCase) ? kind[..^4] : kind;
        return name.Length == 0 ? kind : $"{name}/{kind}";
    }
}

using Rota.Formats;
using Rota.Randomness;

namespace Rota.Serving.Formats;

/// <summary>
/// Agent sessions of which only outputs and the gap before each turn (its tool time) are known. Prompts are made up and the trace says so: the first uniform in
/// [2000, 15000], then every turn adds the answer before and a tool result, lognormal with median 400 and sigma 1.2 (which fits the measured growth of coding
/// agents), up to the model's limit (131,072 unless the options name one).
/// </summary>
public sealed class LmcacheGapsFormat : ITraceFormat
{
    private const int DefaultLimit = 131_072;

    /// <inheritdoc/>
    public string Name => "agent-gaps";

    /// <inheritdoc/>
    public string Description => "agent turns without prompts, which are made up: session,turn,output_tokens,pre_gap_s";

    /// <inheritdoc/>
    public string Marks => "session,turn,output_tokens,pre_gap_s";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("session", "turn", "output_tokens", "pre_gap_s");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var turns = new TurnColumns(csv, "session");
        var (output, gap) = (csv.Get("output_tokens"), csv.Get("pre_gap_s"));
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        var limit = options.MaxModelTokens ?? DefaultLimit;
        var random = new RandomStream(options.Seed).Split("prompts");
        while (!trace.IsFull && csv.NextRow())
        {
            var (session, turn) = turns.Read(trace);
            var tokens = TraceLimits.Output(csv, output);
            var seconds = csv.Real(gap, "a gap in seconds", 0, TraceLimits.MaxPause);
            var own = random.Split(session).Split(turn);
            var prompt = own.Next(2000, 15_000);
            if (trace.Find(session) is { } open)
            {
                trace.Pause(open, seconds);
                prompt = (int)Math.Min(limit, Math.Round(open.Prompt + open.Output + own.NextLogNormal(Math.Log(400), 1.2)));
            }
            trace.AddTurn(new() { Program = session, Prompt = Math.Max(1, Math.Min(prompt, limit - tokens)), Output = tokens }, turn);
        }
        trace.Note($"prompts are synthetic: first uniform in [2000, 15000], then the answer before and a tool result, lognormal with median 400 and sigma 1.2, seed {options.Seed}");
        return trace.Build();
    }
}

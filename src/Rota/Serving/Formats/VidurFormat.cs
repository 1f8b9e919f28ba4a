using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>Vidur's length files: <c>num_prefill_tokens,num_decode_tokens</c>, with total and ratio behind; no arrivals.</summary>
public sealed class VidurFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "vidur";

    /// <inheritdoc/>
    public string Description => "Vidur's lengths of prefill and decode, no arrivals";

    /// <inheritdoc/>
    public string Marks => "num_prefill_tokens,num_decode_tokens";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("num_prefill_tokens", "num_decode_tokens");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var (prompt, output, total) = (csv.Get("num_prefill_tokens"), csv.Get("num_decode_tokens"), csv.Find("num_total_tokens"));
        var trace = new TraceBuilder(input, Name, options, hasArrivals: false);
        while (!trace.IsFull && csv.NextRow())
        {
            var request = new TraceRequest { Prompt = TraceLimits.Prompt(csv, prompt), Output = TraceLimits.Output(csv, output) };
            if (total >= 0 && csv.Integer(total, "a total in tokens") is var sum && sum != request.Prompt + request.Output)
                throw csv.Error(total, $"read {sum}, expected {request.Prompt + request.Output}, the sum of {request.Prompt} and {request.Output}");
            trace.Add(request);
        }
        return trace.Build();
    }
}

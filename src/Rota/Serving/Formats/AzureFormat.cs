using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Azure's LLM inference traces of 2023 and 2024: <c>TIMESTAMP,ContextTokens,GeneratedTokens</c>, a request a row; the stamp is a date and time with up to
/// seven decimals of a second, with or without zone.
/// </summary>
public sealed class AzureFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "azure";

    /// <inheritdoc/>
    public string Description => "Azure LLM inference traces: dated arrivals, context and generated tokens";

    /// <inheritdoc/>
    public string Marks => "TIMESTAMP,ContextTokens,GeneratedTokens";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasColumns("TIMESTAMP", "ContextTokens", "GeneratedTokens");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var csv = new CsvText(input);
        var (stamp, prompt, output) = (csv.Get("TIMESTAMP"), csv.Get("ContextTokens"), csv.Get("GeneratedTokens"));
        var tenant = csv.Find("class", "tenant");
        var trace = new TraceBuilder(input, Name, options);
        long? first = null;
        while (!trace.IsFull && csv.NextRow())
        {
            var ticks = DatedStamp.Read(csv, stamp);
            var arrival = (ticks - (first ??= ticks)) / (double)TimeSpan.TicksPerSecond;
            if (trace.OrderFault(arrival) is { } disorder) throw csv.Error(stamp, disorder);
            trace.Add(new()
            {
                ArrivalSeconds = arrival,
                Prompt = TraceLimits.Prompt(csv, prompt),
                Output = TraceLimits.Output(csv, output),
                Class = tenant < 0 ? "" : csv.Text(tenant, "a class"),
            });
        }
        return trace.Build();
    }
}

using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// Mooncake's JSON lines (FAST '25): arrival in whole milliseconds, lengths, and the numbers of the prompt's prefix blocks of 512 tokens. Stamps in coarse
/// steps are spread, see <see cref="TraceReadOptions.SpreadQuantised"/>.
/// </summary>
public sealed class MooncakeFormat : ITraceFormat
{
    private const int BlockTokens = 512;

    /// <inheritdoc/>
    public string Name => "mooncake";

    /// <inheritdoc/>
    public string Description => "Mooncake JSON lines: timestamp in ms, lengths, hash_ids of 512 tokens";

    /// <inheritdoc/>
    public string Marks => "timestamp,input_length,output_length,hash_ids";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) =>
        head.HasKeys("timestamp", "input_length", "output_length", "hash_ids") && !head.HasKeys("chat_id") && !head.HasKeys("type") && !head.HasKeys("ttft_slo_s")
        && !head.HasKeys("block_size");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var trace = new TraceBuilder(input, Name, options);
        foreach (var row in JsonRows.Of(input))
        {
            if (trace.IsFull) break;
            var stamp = row.Get("timestamp");
            var arrival = stamp.Real("an arrival in milliseconds", 0, TraceLimits.MaxStamp * 1000) / 1000;
            if (trace.OrderFault(arrival) is { } disorder) throw stamp.Error(disorder);
            var prompt = TraceLimits.Prompt(row.Get("input_length"));
            trace.Add(new()
            {
                ArrivalSeconds = arrival,
                Prompt = prompt,
                Output = TraceLimits.Output(row.Get("output_length")),
                Blocks = row.Find("hash_ids") is { } ids ? TraceLimits.Blocks(ids, prompt, BlockTokens, trace) : [],
                BlockTokens = BlockTokens,
            });
        }
        return trace.Build(spread: true);
    }
}

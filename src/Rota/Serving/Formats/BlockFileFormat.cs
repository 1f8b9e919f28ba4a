using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// JSON lines of requests whose token ids were replaced by the numbers of their 16-token blocks, of the prompt (<c>prompt_blocks</c> or <c>block_ids_16</c>) and,
/// if there, of the output behind it (<c>output_blocks</c>).
/// </summary>
public sealed class BlockFileFormat : ITraceFormat
{
    private const int BlockTokens = 16;

    /// <inheritdoc/>
    public string Name => "blocks";

    /// <inheritdoc/>
    public string Description => "JSON lines: arrival_s, lengths, and the numbers of 16-token blocks of prompt and output";

    /// <inheritdoc/>
    public string Marks => "arrival_s,input_tokens,output_tokens,prompt_blocks";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasKeys("prompt_blocks") || head.HasKeys("block_ids_16");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        var trace = new TraceBuilder(input, Name, options);
        foreach (var row in JsonRows.Of(input))
        {
            if (trace.IsFull) break;
            var stamp = row.Get("arrival_s");
            var arrival = TraceLimits.Arrival(stamp);
            if (trace.OrderFault(arrival) is { } disorder) throw stamp.Error(disorder);
            var prompt = TraceLimits.Prompt(row.Find("prompt_tokens") ?? row.Get("input_tokens"));
            var output = TraceLimits.Output(row.Get("output_tokens"));
            var id = Id(row, trace);
            trace.Add(new()
            {
                Id = id,
                ArrivalSeconds = arrival,
                Prompt = prompt,
                Output = output,
                BlockTokens = BlockTokens,
                Blocks = Blocks(row, prompt, output, trace),
            });
        }
        return trace.Build();
    }

    private static string Id(JsonValue row, TraceBuilder trace)
    {
        if (row.Find("request") is not { } value) return "";
        var id = JsonFields.Id(value);
        return trace.IdFault(id) is { } repeated ? throw value.Error(repeated) : id;
    }

    private static ImmutableArray<long> Blocks(JsonValue row, int prompt, int output, TraceBuilder trace)
    {
        var ofPrompt = TraceLimits.Blocks(row.Find("block_ids_16") ?? row.Get("prompt_blocks"), prompt, BlockTokens, trace);
        // Blocks of the output continue those of the prompt: a gap would shift them.
        if (row.Find("output_blocks") is not { } list || ofPrompt.Length != prompt / BlockTokens) return ofPrompt;
        var all = ofPrompt.ToBuilder();
        var full = (prompt + output) / BlockTokens;
        foreach (var item in list.Items("numbers of blocks"))
        {
            if (all.Count == full) break;
            all.Add(item.Integer("the number of a block", 0, TraceLimits.MaxBlock));
        }
        return all.ToImmutable();
    }
}

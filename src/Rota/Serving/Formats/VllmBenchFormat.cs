using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>
/// The result file of vLLM's serving benchmark as a trace: the lengths of the requests that ran and, where the file has them (<c>start_times</c>), when they
/// were sent. What was measured is not part of a trace. An output of 0 tokens is a failure: dropped and counted.
/// </summary>
public sealed class VllmBenchFormat : ITraceFormat
{
    /// <inheritdoc/>
    public string Name => "vllm-bench";

    /// <inheritdoc/>
    public string Description => "result JSON of vLLM's serving benchmark: input_lens, output_lens, start_times if saved";

    /// <inheritdoc/>
    public string Marks => "input_lens,output_lens,ttfts,itls";

    /// <inheritdoc/>
    public bool Recognises(TraceHead head) => head.HasKeys("input_lens", "output_lens");

    /// <inheritdoc/>
    public ServingTrace Read(TextInput input, TraceReadOptions options)
    {
        ServingTrace? trace = null;
        foreach (var result in input.Json.Values)
            trace = trace is null ? Result(input, result, options) : throw result.Error("a second result, expected one");
        return trace!;
    }

    private ServingTrace Result(TextInput input, JsonValue result, TraceReadOptions options)
    {
        var (prompts, outputs) = (result.Get("input_lens"), result.Get("output_lens"));
        var count = prompts.Items("prompt lengths").Count();
        foreach (var name in (ReadOnlySpan<string>)["output_lens", "ttfts", "itls", "start_times"])
            if (result.Find(name) is { } list && list.Items("a value for each request").Count() is var length && length != count)
                throw list.Error($"{length} entries, but 'input_lens' has {count}");
        var starts = result.Find("start_times");
        // Requests are listed in no certain order: arrivals are sorted, never refused.
        var trace = new TraceBuilder(input, Name, options with { Sort = true }, starts is not null);
        var (sent, output) = (starts?.Items("start times"), outputs.Items("output lengths"));
        double? first = null;
        foreach (var prompt in prompts.Items("prompt lengths"))
        {
            output.MoveNext();
            var arrival = 0.0;
            if (sent is { } times)
            {
                times.MoveNext();
                var stamp = times.Current.Real("a start time in seconds", 0, TraceLimits.MaxStamp);
                arrival = stamp - (first ??= stamp);
                sent = times;
            }
            if (trace.IsFull) continue;
            if (output.Current.Integer("an output in tokens", 0, TraceLimits.MaxTokens) == 0) trace.Drop("requests without output (failures)");
            else trace.Add(new() { ArrivalSeconds = arrival, Prompt = TraceLimits.Prompt(prompt), Output = TraceLimits.Output(output.Current) });
        }
        return trace.Build();
    }
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Reads measured steps: a CSV with <c>prefill_tokens, past, decodes, context, seconds</c> (or <c>ms</c>), a step a line, or the result of an OpenAI-style
/// benchmark (<c>ttfts, itls, input_lens, output_lens</c>, <c>start_times</c> where several requests ran at a time) as JSON.
/// </summary>
public static class StepLogFile
{
    /// <summary>Reads either kind, told by its content.</summary>
    /// <exception cref="InputException">Columns or lists are missing, numbers out of range, or the batches of the steps cannot be told.</exception>
    public static ImmutableArray<StepSample> Read(TextInput input) => input.LooksLikeJson ? BenchmarkSteps.Read(input) : ReadLog(input);

    private static ImmutableArray<StepSample> ReadLog(TextInput input)
    {
        var table = new CsvText(input);
        var prefill = Column(table, input, "prefill_tokens", "prefill", "new_tokens");
        var past = table.Find("past", "prefill_past", "cached_tokens");
        var decodes = Column(table, input, "decodes", "n_decode", "running");
        var context = Column(table, input, "context", "decode_context", "kv_tokens");
        var prompts = table.Find("prompts", "n_prefill");
        var (time, unit) = (table.Find("seconds", "duration_s", "step_s"), 1.0);
        if (time < 0) (time, unit) = (table.Find("ms", "duration_ms", "step_ms"), 1e-3);
        if (time < 0) time = table.Get("seconds");
        var samples = ImmutableArray.CreateBuilder<StepSample>();
        while (table.NextRow())
        {
            var tokens = (int)table.Integer(prefill, "prompt tokens", 0, 1 << 24);
            var sample = new StepSample(
                tokens, past < 0 ? 0 : (int)table.Integer(past, "tokens computed before", 0, 1 << 28), (int)table.Integer(decodes, "decodes", 0, 1 << 20),
                table.Integer(context, "a context in tokens", 0, 1L << 40), unit * table.Real(time, "a duration", 1e-9, 1e7),
                prompts < 0 ? Math.Min(tokens, 1) : (int)table.Integer(prompts, "prompts", 0, 1 << 20));
            if (sample.PrefillTokens == 0 && sample.Decodes == 0) throw table.Error(prefill, "a step without tokens");
            samples.Add(sample);
        }
        return samples.Count > 0 ? samples.ToImmutable() : throw new InputException(input.Name, "has no steps");
    }

    private static int Column(CsvText table, TextInput input, params ReadOnlySpan<string> names) => table.Find(names) is var found and >= 0
        ? found
        : throw new InputException(input.Name, table.Line, 0, $"has no column '{names[0]}'{Nearest.Hint(names[0], table.Columns.Where(c => !c.Any(char.IsControl)))}");
}

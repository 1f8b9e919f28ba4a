using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Rebuilds engine steps from a benchmark's token times: tokens that arrive together are of one step. Steps during which a prompt may have been under way
/// that is not finished by them are left out, because nobody knows how much of it they did.
/// </summary>
internal static class BenchmarkSteps
{
    public static ImmutableArray<StepSample> Read(TextInput input)
    {
        JsonValue? first = null;
        foreach (var value in input.Json.Values) first ??= value;
        var file = first!.Value;
        var ttfts = Numbers(file, "ttfts");
        var prompts = Numbers(file, "input_lens");
        var gaps = new List<double[]>();
        foreach (var list in file.Get("itls").Items("gaps between tokens of a request")) gaps.Add(Numbers(list));
        if (prompts.Length != ttfts.Length || gaps.Count != ttfts.Length)
            throw file.Error($"read {ttfts.Length} ttfts, {prompts.Length} input_lens and {gaps.Count} itls, expected as many of each");
        if (ttfts.Length == 0) throw file.Error("has no requests");
        if (file.Find("start_times") is { Kind: JsonTokenType.StartArray } starts) return Together(file, Numbers(starts), ttfts, prompts, gaps);
        var alone = file.Find("max_concurrency") is { Kind: JsonTokenType.Number } most && most.Real("a concurrency") == 1;
        return alone ? Alone(ttfts, prompts, gaps) : throw file.Error("has no 'start_times', and more than one request may have run at a time; measure with a concurrency of 1, or save start times");
    }

    private static ImmutableArray<StepSample> Alone(double[] ttfts, double[] prompts, List<double[]> gaps)
    {
        var samples = ImmutableArray.CreateBuilder<StepSample>();
        for (var request = 0; request < ttfts.Length; request++)
        {
            if (ttfts[request] <= 0) continue;
            var context = (int)prompts[request];
            samples.Add(new(context, 0, 0, 0, ttfts[request]));
            foreach (var gap in gaps[request])
            {
                context++;
                if (gap > 0) samples.Add(new(0, 0, 1, context, gap, 0));
            }
        }
        return samples.ToImmutable();
    }

    private static ImmutableArray<StepSample> Together(JsonValue file, double[] starts, double[] ttfts, double[] prompts, List<double[]> gaps)
    {
        if (starts.Length != ttfts.Length) throw file.Error($"read {starts.Length} start_times for {ttfts.Length} requests, expected as many");
        var tokens = new List<(double At, int Prompt, int Context)>();
        var waits = new List<(double From, double To)>();
        for (var request = 0; request < ttfts.Length; request++)
        {
            if (ttfts[request] <= 0) continue;
            var at = starts[request] + ttfts[request];
            waits.Add((starts[request], at));
            tokens.Add((at, (int)prompts[request], 0));
            for (var i = 0; i < gaps[request].Length; i++) tokens.Add((at += gaps[request][i], 0, (int)prompts[request] + i + 1));
        }
        tokens.Sort();
        waits.Sort();
        var positive = gaps.SelectMany(g => g).Where(g => g > 0).Order().ToList();
        if (positive.Count == 0) throw file.Error("has no gaps between tokens");
        var together = 0.25 * positive[positive.Count / 2];
        var samples = ImmutableArray.CreateBuilder<StepSample>();
        var (before, running, wait) = (double.NaN, false, 0);
        for (var i = 0; i < tokens.Count;)
        {
            var end = i;
            while (end < tokens.Count && tokens[end].At - tokens[i].At <= together) end++;
            var step = Sample(tokens, i, end, before);
            var at = tokens[i].At;
            while (wait < waits.Count && waits[wait].To < at) wait++;
            // Waiting requests are few in a run that can be fitted; those behind the pointer have arrived later or wait longer.
            var clean = !waits.Skip(wait).TakeWhile(w => w.From < at).Any(w => w.To > tokens[end - 1].At);
            if (running && clean && step.Seconds > 0) samples.Add(step);
            running = step.Decodes > 0 || step.Prompts > 0;
            (before, i) = (at, end);
        }
        return samples.Count > 0 ? samples.ToImmutable() : throw file.Error("has no step whose batch can be told: some prompt was always waiting; measure at a lower load");
    }

    private static StepSample Sample(List<(double At, int Prompt, int Context)> tokens, int from, int to, double before)
    {
        var (prefill, prompts, decodes, context) = (0, 0, 0, 0L);
        for (var i = from; i < to; i++)
        {
            if (tokens[i].Prompt > 0)
            {
                prefill += tokens[i].Prompt;
                prompts++;
                continue;
            }
            decodes++;
            context += tokens[i].Context;
        }
        return new(prefill, 0, decodes, context, tokens[from].At - before, prompts);
    }

    private static double[] Numbers(JsonValue file, string name) => Numbers(file.Get(name));

    private static double[] Numbers(JsonValue list)
    {
        var numbers = new List<double>();
        foreach (var value in list.Items("numbers")) numbers.Add(value.Real("a number", 0, 1e15));
        return [.. numbers];
    }
}

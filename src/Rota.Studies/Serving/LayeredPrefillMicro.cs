using Rota.Serving.Latency;

namespace Rota.Studies.Serving;

/// <summary>The paper's micro-benchmark: a prompt of 8192 tokens in chunks of a size, milliseconds of experts and of everything else, gigabytes of experts.</summary>
internal static class LayeredPrefillMicro
{
    private const int Prompt = 8192;

    /// <summary>Published figures, read from a picture (layered-prefill 5).</summary>
    public static IReadOnlyList<(int Chunk, double Experts, double Others, double Gigabytes)> Published { get; } =
        [(512, 310, 250, 765), (1024, 185, 185, 405), (2048, 115, 150, 215), (4096, 92, 142, 110), (8192, 83, 125, 58)];

    /// <summary>Ours for a chunk size; the engine's host time is left out, as in the paper.</summary>
    public static (double Experts, double Others, double Gigabytes) Of(LayeredPrefillLatency latency, int chunk)
    {
        var ends = new long[2 * latency.Layers];
        var (experts, total, bytes) = (0.0, 0.0, 0.0);
        for (var past = 0; past < Prompt; past += chunk)
        {
            var shape = new StepShape { Decodes = 0, DecodeContext = 0, Prefills = [new PrefillChunk(chunk, past)] };
            latency.Segments(shape, ends);
            for (var i = 0; i < latency.Layers; i++) experts += ends[(2 * i) + 1] - ends[2 * i];
            var cost = latency.Step(shape);
            total += cost.Duration;
            bytes += cost.ExpertBytes;
        }
        var host = 1.5 * Prompt / chunk;
        return (experts / 1e9, ((total - experts) / 1e9) - host, bytes / 1e9);
    }

    /// <summary>The largest distance between ours and the published total time and bytes, percent.</summary>
    public static double WorstPercent(LayeredPrefillLatency latency) => Published.Max(row =>
    {
        var (experts, others, gigabytes) = Of(latency, row.Chunk);
        return 100 * Math.Max(Math.Abs(((experts + others) / (row.Experts + row.Others)) - 1), Math.Abs((gigabytes / row.Gigabytes) - 1));
    });
}

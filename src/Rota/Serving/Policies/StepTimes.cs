using Rota.Serving.Latency;

namespace Rota.Serving.Policies;

/// <summary>Durations of prefill steps as a profiling run measures them: ordinary kernels at a few sizes, between which a line is drawn, and captured shapes.</summary>
internal sealed class StepTimes
{
    private static readonly int[] Sizes = [1, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384];
    private readonly long[] ordinary;
    private readonly Dictionary<(int Batch, int Length), long> graphs = [];

    public StepTimes(ILatencyModel profile, GraphShapes? shapes)
    {
        ordinary = [.. Sizes.Select(tokens => Measure(profile, 1, tokens, graph: false))];
        if (shapes is null) return;
        foreach (var batch in shapes.Batches)
            foreach (var length in shapes.Lengths)
                graphs[(batch, length)] = Measure(profile, batch, length, graph: true);
    }

    /// <summary>Picoseconds of a step of so many new tokens without graph.</summary>
    public long Ordinary(int tokens)
    {
        var i = 1;
        while (i < Sizes.Length - 1 && Sizes[i] < tokens) i++;
        var share = (double)(tokens - Sizes[i - 1]) / (Sizes[i] - Sizes[i - 1]);
        return ordinary[i - 1] + (long)(share * (ordinary[i] - ordinary[i - 1]));
    }

    /// <summary>Picoseconds of a captured shape.</summary>
    public long Graph(int batch, int length) => graphs[(batch, length)];

    private static long Measure(ILatencyModel profile, int batch, int length, bool graph)
    {
        Span<PrefillChunk> chunks = new PrefillChunk[batch];
        chunks.Fill(new(length, 0));
        return profile.Step(new() { Decodes = 0, DecodeContext = 0, Prefills = chunks, GraphBatch = graph ? batch : 0, GraphLength = graph ? length : 0 }).Duration;
    }
}

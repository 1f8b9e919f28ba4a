using System.Numerics;
using Rota.Serving.Latency;

namespace Rota.Serving.Policies;

/// <summary>
/// What a profiling run of an idle engine tells a policy: how long decoding takes, and what prompts add to it. Measured at powers of two of tokens and of
/// decoding requests, straight lines in between. In a mixture of experts a prompt adds less when more requests decode, since they share experts.
/// </summary>
internal sealed class PassProfile
{
    private const int TokenSizes = 18;
    private const int DecodeSizes = 11;
    private const int NearContext = 512;
    private const int FarContext = 8192;
    private readonly double attention;
    private readonly double[] near = new double[DecodeSizes];
    private readonly double[] far = new double[DecodeSizes];
    private readonly double[] behindPast = new double[TokenSizes];
    private readonly double[][] added = [.. Enumerable.Range(0, DecodeSizes).Select(_ => new double[TokenSizes])];

    public PassProfile(ILatencyModel engine)
    {
        for (var size = 0; size < DecodeSizes; size++)
        {
            near[size] = Time(engine, 1 << size, NearContext, 0, 0);
            far[size] = Time(engine, 1 << size, FarContext, 0, 0);
            for (var tokens = 0; tokens < TokenSizes; tokens++) added[size][tokens] = Time(engine, 1 << size, NearContext, 1 << tokens, 0) - near[size];
        }
        for (var tokens = 0; tokens < TokenSizes; tokens++)
            behindPast[tokens] = Time(engine, 1, NearContext, 1 << tokens, FarContext) - near[0] - added[0][tokens];
        // Looking back on a past of p tokens costs n p, on one another n n / 2: what a past adds gives the attention of a pair.
        attention = behindPast[^1] / FarContext / (1 << (TokenSizes - 1)) / 2;
    }

    /// <summary>Picoseconds of a step that only decodes.</summary>
    /// <param name="sequences">Decoding requests.</param>
    /// <param name="context">Sum of their contexts.</param>
    public double Decode(int sequences, long context)
    {
        if (sequences == 0) return 0;
        var (least, most) = (At(near, sequences), At(far, sequences));
        return Math.Max(0, least + ((most - least) * (((double)context / sequences) - NearContext) / (FarContext - NearContext)));
    }

    /// <summary>Picoseconds that prompts add to a step when they pass all layers.</summary>
    /// <param name="batch">The prompts.</param>
    /// <param name="sequences">Decoding requests.</param>
    public double Prefill(in LayerBatch batch, int sequences)
    {
        var (low, share) = Place(Math.Max(1, sequences), DecodeSizes);
        var fresh = At(added[low], batch.Tokens);
        fresh += (At(added[low + 1], batch.Tokens) - fresh) * share;
        var square = (double)batch.Tokens * batch.Tokens;
        if (batch.Squares > 0) fresh -= attention * (square - batch.Squares);
        return Math.Max(0, fresh + (At(behindPast, batch.Tokens) * batch.Past / FarContext));
    }

    private static double Time(ILatencyModel engine, int sequences, int context, int tokens, int past)
    {
        Span<PrefillChunk> prompts = [new(tokens, past)];
        return engine.Step(new StepShape { Decodes = sequences, DecodeContext = (long)sequences * context, Prefills = tokens > 0 ? prompts : [] }).Duration;
    }

    private static double At(double[] table, int size)
    {
        var (low, share) = Place(size, table.Length);
        return table[low] + ((table[low + 1] - table[low]) * share);
    }

    private static (int Low, double Share) Place(int size, int sizes)
    {
        var low = Math.Min(BitOperations.Log2((uint)Math.Max(1, size)), sizes - 2);
        return (low, ((double)size / (1 << low)) - 1);
    }
}

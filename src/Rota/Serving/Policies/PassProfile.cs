using Rota.Serving.Latency;

namespace Rota.Serving.Policies;

/// <summary>
/// What a profiling run of an idle engine tells a policy: how long decoding takes, and what a prompt adds to it. Measured at powers of two and at two
/// contexts, straight lines in between.
/// </summary>
internal sealed class PassProfile
{
    private const int Sizes = 18;
    private const int NearContext = 512;
    private const int FarContext = 8192;
    private readonly double[] near = new double[Sizes];
    private readonly double[] far = new double[Sizes];
    private readonly double[] added = new double[Sizes];
    private readonly double[] afterPast = new double[Sizes];

    public PassProfile(ILatencyModel engine)
    {
        Span<PrefillChunk> one = stackalloc PrefillChunk[1];
        var decode = engine.Step(new StepShape { Decodes = 1, DecodeContext = NearContext }).Duration;
        for (var i = 0; i < Sizes; i++)
        {
            var size = 1 << i;
            if (size <= 4096)
            {
                near[i] = engine.Step(new StepShape { Decodes = size, DecodeContext = (long)size * NearContext }).Duration;
                far[i] = engine.Step(new StepShape { Decodes = size, DecodeContext = (long)size * FarContext }).Duration;
            }
            one[0] = new(size, 0);
            added[i] = engine.Step(new StepShape { Decodes = 1, DecodeContext = NearContext, Prefills = one }).Duration - decode;
            one[0] = new(size, FarContext);
            afterPast[i] = engine.Step(new StepShape { Decodes = 1, DecodeContext = NearContext, Prefills = one }).Duration - decode;
        }
    }

    /// <summary>Picoseconds of a step that only decodes.</summary>
    public double Decode(int sequences, long context)
    {
        if (sequences == 0) return 0;
        var (short_, long_) = (At(near, sequences, 12), At(far, sequences, 12));
        var mean = (double)context / sequences;
        return Math.Max(0, short_ + ((long_ - short_) * (mean - NearContext) / (FarContext - NearContext)));
    }

    /// <summary>Picoseconds that prompts add to a step that decodes.</summary>
    /// <param name="tokens">Tokens of all of them.</param>
    /// <param name="past">Tokens computed before, of the longest.</param>
    public double Prefill(int tokens, int past = 0)
    {
        var fresh = At(added, tokens, Sizes - 1);
        return past == 0 ? fresh : Math.Max(0, fresh + ((At(afterPast, tokens, Sizes - 1) - fresh) * past / FarContext));
    }

    private static double At(double[] table, int size, int last)
    {
        var low = Math.Min(System.Numerics.BitOperations.Log2((uint)Math.Max(1, size)), last - 1);
        var share = ((double)size / (1 << low)) - 1;
        return table[low] + ((table[low + 1] - table[low]) * share);
    }
}

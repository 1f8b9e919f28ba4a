using Rota.Serving.Latency;
using Rota.Statistics;

namespace Rota.Serving.Policies;

/// <summary>
/// Seconds a prompt takes alone on the server, by its tokens: f(n) of FlowPrefill. A cubic polynomial by least squares over a profile of the idle server,
/// fitted again without outliers, tabulated, made non-negative and non-decreasing; prompts beyond the table run in chunks.
/// </summary>
public sealed class PrefillPredictor
{
    /// <summary>The longest prompt of the table, tokens.</summary>
    public const int TableTokens = 20480;

    /// <summary>A point whose residual exceeds this share of the largest is left out of the second fit.</summary>
    public const double OutlierShare = 0.4;

    private readonly long[] table;
    private readonly int chunk;
    private readonly long allowance;

    private PrefillPredictor(long[] table, int chunk, long allowance) => (this.table, this.chunk, this.allowance) = (table, chunk, allowance);

    /// <summary>The prompts that are profiled: 16 to 256 in powers of two, then 512 to 20480 in steps of 512; 45 of them.</summary>
    public static IReadOnlyList<int> ProfileTokens { get; } = [16, 32, 64, 128, 256, .. Enumerable.Range(1, 40).Select(i => 512 * i)];

    /// <summary>Fits a profile.</summary>
    /// <param name="points">Tokens and seconds to the first token; at least 4.</param>
    /// <param name="chunkTokens">Chunk size C: longer prompts than the table's are priced as chunks.</param>
    /// <param name="allowanceSeconds">What each such chunk costs on top.</param>
    /// <exception cref="RotaException">Fewer than 4 points of distinct tokens, or one that is no time.</exception>
    public static PrefillPredictor Fit(IReadOnlyList<(int Tokens, double Seconds)> points, int chunkTokens = 8192, double allowanceSeconds = 0.01)
    {
        if (points.Select(point => point.Tokens).Distinct().Count() is var distinct and < 4)
            throw new RotaException($"a prefill profile of {distinct} prompt lengths, expected at least 4");
        foreach (var (tokens, seconds) in points)
            if (tokens < 1 || !(seconds >= 0 && seconds <= SimTime.MaxSeconds))
                throw new RotaException(FormattableString.Invariant($"a prefill profile with {tokens} tokens in {seconds} s, expected at least 1 token in a time of at least 0"));
        if (chunkTokens is < 1 or > TableTokens) throw new RotaException($"chunks of {chunkTokens} tokens, expected 1 to {TableTokens}");
        var fit = Fit(points);
        var residuals = points.Select(point => Math.Abs(fit.At(point.Tokens) - point.Seconds)).ToArray();
        var limit = OutlierShare * residuals.Max();
        var kept = points.Where((_, i) => residuals[i] <= limit).ToList();
        if (kept.Select(point => point.Tokens).Distinct().Count() >= 4) fit = Fit(kept);
        var table = new long[TableTokens + 1];
        for (var tokens = 1; tokens <= TableTokens; tokens++) table[tokens] = Math.Max(table[tokens - 1], SimTime.FromSeconds(Math.Max(0, fit.At(tokens))));
        return new(table, chunkTokens, SimTime.FromSeconds(allowanceSeconds));
    }

    /// <summary>Profiles an idle server: the points of <see cref="ProfileTokens"/> in chunks, each prompt with its control cost and the time outside the engine.</summary>
    /// <param name="latency">The server.</param>
    /// <param name="chunkTokens">Chunk size C.</param>
    /// <param name="controlPerPrompt">Control cost a prompt, picoseconds.</param>
    /// <param name="controlPerChunk">Control cost a chunk, picoseconds.</param>
    public static PrefillPredictor Profile(ILatencyModel latency, int chunkTokens = 8192, long controlPerPrompt = 0, long controlPerChunk = 0) => Fit(
        [.. ProfileTokens.Select(tokens => (tokens, SimTime.ToSeconds(Alone(latency, tokens, chunkTokens, controlPerChunk) + controlPerPrompt + latency.RequestOverhead)))],
        chunkTokens);

    /// <summary>Picoseconds for so many tokens; 0 for none.</summary>
    public long For(int tokens)
    {
        if (tokens <= TableTokens) return tokens <= 0 ? 0 : table[tokens];
        return (tokens / chunk * (table[chunk] + allowance)) + table[tokens % chunk];
    }

    /// <summary>Picoseconds that a prompt takes chunk by chunk.</summary>
    private static long Alone(ILatencyModel latency, int tokens, int chunkTokens, long control)
    {
        var time = 0L;
        for (var past = 0; past < tokens; past += chunkTokens)
        {
            PrefillChunk[] one = [new(Math.Min(chunkTokens, tokens - past), past)];
            time += latency.Step(new StepShape { Decodes = 0, DecodeContext = 0, Prefills = one }).Duration + control;
        }
        return time;
    }

    private static PolynomialFit Fit(IReadOnlyList<(int Tokens, double Seconds)> points) =>
        PolynomialFit.Of([.. points.Select(point => (double)point.Tokens)], [.. points.Select(point => point.Seconds)], 3);
}

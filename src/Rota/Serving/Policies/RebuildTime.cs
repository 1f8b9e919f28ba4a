using Rota.Serving.Engine;
using Rota.Serving.Latency;

namespace Rota.Serving.Policies;

/// <summary>
/// Seconds to rebuild a context: a quadratic in its tokens, fitted to isolated prefills of 1000, 2000, 4000, ... tokens on an idle engine, or bytes over bandwidth
/// where evicted contexts lie in host memory (Continuum, section 5.2). A fit, so that a policy does not know the engine's exact times.
/// </summary>
public sealed class RebuildTime
{
    private const double Unit = 1000;
    private const int LongestProfiled = 1 << 20;
    private readonly double square;
    private readonly double linear;
    private readonly double constant;

    private RebuildTime(double square, double linear, double constant) => (this.square, this.linear, this.constant) = (square, linear, constant);

    /// <summary>What an operator would measure on the engine.</summary>
    public static RebuildTime Of(PolicyContext context) =>
        context.Host is { } tier ? new(0, tier.Seconds(Unit * context.Profile.KvBytesPerToken), 0) : ByPrefill(context);

    /// <summary>By computing the context anew.</summary>
    public static RebuildTime ByPrefill(PolicyContext context)
    {
        var longest = (int)Math.Min(Math.Min(context.Limits.MaxModelLength, context.Limits.KvTokens), LongestProfiled);
        var (sizes, seconds) = (new List<double>(), new List<double>());
        for (var size = Math.Clamp(longest / 4, 1, 1000); size <= longest; size *= 2)
        {
            sizes.Add(size / Unit);
            seconds.Add(Prefill(context, size));
        }
        var (a, b, c) = QuadraticFit.Of(sizes, seconds);
        return new(a, b, c);
    }

    /// <summary>Seconds for a context of so many tokens, at least 0.</summary>
    public double Seconds(int tokens)
    {
        var x = tokens / Unit;
        return Math.Max(0, (((square * x) + linear) * x) + constant);
    }

    private static double Prefill(PolicyContext context, int tokens)
    {
        long sum = 0;
        Span<PrefillChunk> chunk = stackalloc PrefillChunk[1];
        for (var done = 0; done < tokens; done += chunk[0].New)
        {
            chunk[0] = new(Math.Min(context.Limits.TokenBudget, tokens - done), done);
            sum += context.Profile.Step(new StepShape { Decodes = 0, DecodeContext = 0, Prefills = chunk }).Duration;
        }
        return SimTime.ToSeconds(sum);
    }
}

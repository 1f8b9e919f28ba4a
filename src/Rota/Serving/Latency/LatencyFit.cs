using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Serving.Latency;

/// <summary>
/// Fits the constants of <see cref="AnalyticLatency"/> to measured steps, by least squares of relative errors with no constant below 0. Bandwidth, flops and
/// their exponent go by a search over the knee; element-wise work and starts of kernels stay those of the GPU the fit begins with, because a log of steps
/// cannot tell them from the rest. What the data do not say keeps its value, and a warning says so.
/// </summary>
public static class LatencyFit
{
    private const int Most = 20_000;
    private const double LeastOwnShare = 0.01;
    private static readonly double[] Exponents = [1, 1.25, 1.5, 1.75, 2, 2.5, 3];

    /// <summary>Fits a dense model's constants.</summary>
    /// <param name="samples">At least 8 measured steps.</param>
    /// <param name="model">The model that ran.</param>
    /// <param name="start">The GPU to begin with; a nearby one of the catalog, or peaks from the data sheet.</param>
    /// <param name="parallelism">How the model was spread.</param>
    /// <exception cref="RotaException">Too few steps, or a mixture of experts.</exception>
    public static LatencyFitReport Fit(IReadOnlyList<StepSample> samples, ModelShape model, Gpu start, Parallelism parallelism = default)
    {
        if (samples.Count < 8) throw new RotaException($"{samples.Count} measured steps, expected at least 8 for a fit");
        if (model.IsMoe) throw new RotaException($"{model.Name} has experts; a log of steps does not say which were touched, fit with a dense model");
        var used = samples.Count <= Most ? samples : [.. Enumerable.Range(0, Most).Select(i => samples[(int)((long)i * samples.Count / Most)])];
        return new LatencyFitSearch(used, model, start, parallelism.Checked(model)).Run(Exponents, LeastOwnShare);
    }

    /// <summary>Residuals of a latency model on measured steps: mean, 90th percentile and largest of |predicted / measured - 1|, and the mean with its sign.</summary>
    public static (double Mean, double P90, double Worst, double Bias) Residuals(ILatencyModel model, IReadOnlyList<StepSample> samples)
    {
        var errors = samples.Select(s => (Predict(model, s) / s.Seconds) - 1).ToArray();
        var absolute = errors.Select(Math.Abs).ToArray();
        return (absolute.Average(), Quantiles.Exact(absolute, 0.9), absolute.Max(), errors.Average());
    }

    /// <summary>Seconds that a model gives a measured step; several prompts are taken as one of as many tokens and token pairs.</summary>
    public static double Predict(ILatencyModel model, StepSample sample)
    {
        if (sample.PrefillTokens == 0) return SimTime.ToSeconds(model.Step(new() { Decodes = sample.Decodes, DecodeContext = sample.Context }).Duration);
        var prompts = Math.Clamp(sample.Prompts, 1, Math.Min(sample.PrefillTokens, 1024));
        Span<PrefillChunk> chunks = new PrefillChunk[prompts];
        for (var i = 0; i < prompts; i++)
        {
            var tokens = (sample.PrefillTokens / prompts) + (i < sample.PrefillTokens % prompts ? 1 : 0);
            chunks[i] = new(tokens, sample.Past / prompts);
        }
        return SimTime.ToSeconds(model.Step(new() { Decodes = sample.Decodes, DecodeContext = sample.Context, Prefills = chunks }).Duration);
    }

    internal static ImmutableArray<FittedConstant> Table(KernelRates kernels, Func<string, double> error) =>
    [
        Constant("GemmBwTBs", kernels.GemmBandwidth, error), Constant("GemmTFlops", kernels.GemmTeraflops, error), Constant("GemmExponent", kernels.GemmExponent, error),
        Constant("AttentionBwTBs", kernels.AttentionBandwidth, error), Constant("AttentionTFlops", kernels.AttentionTeraflops, error),
        Constant("MixedPenalty", kernels.MixedPenalty, error), Constant("StepUs", kernels.StepMicroseconds, error), Constant("SequenceUs", kernels.SequenceMicroseconds, error),
    ];

    private static FittedConstant Constant(string name, double value, Func<string, double> error) => new(name, value, error(name), !double.IsNaN(error(name)));
}

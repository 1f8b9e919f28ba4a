using Rota.Randomness;

namespace Rota.Statistics;

/// <summary>Intervals by resampling: no assumption about the distribution (Efron 1979, the percentile method).</summary>
public static class Bootstrap
{
    /// <summary>The interval of the mean of independent values; of paired differences, the paired interval.</summary>
    /// <param name="values">At least one finite value.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <exception cref="ArgumentException">No value, or one that is not finite.</exception>
    public static Interval OfMean(ReadOnlySpan<double> values, int resamples, ulong seed, double level = 0.95)
    {
        var mean = Moments.Of(values).Mean;
        var copy = values.ToArray();
        return Of(copy.Length, mean, resamples, seed, level, picks =>
        {
            var sum = 0.0;
            foreach (var pick in picks) sum += copy[pick];
            return sum / picks.Length;
        });
    }

    /// <summary>The interval of any statistic of independent cases.</summary>
    /// <param name="cases">Number of cases, at least 1.</param>
    /// <param name="statistic">The statistic of all cases as they are.</param>
    /// <param name="resamples">How many resamples, at least 1.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <param name="resample">The statistic of a resample: numbers of cases, with repetition.</param>
    public static Interval Of(int cases, double statistic, int resamples, ulong seed, double level, Func<int[], double> resample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cases, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        Interval.CheckLevel(level);
        var random = new RandomStream(seed).Split("bootstrap");
        var picks = new int[cases];
        var found = new double[resamples];
        for (var r = 0; r < resamples; r++)
        {
            for (var i = 0; i < picks.Length; i++) picks[i] = random.Next(cases);
            found[r] = resample(picks);
        }
        Array.Sort(found);
        return new(
            statistic,
            Quantiles.At(found, (1 - level) / 2, QuantileDefinition.Interpolated),
            Quantiles.At(found, (1 + level) / 2, QuantileDefinition.Interpolated));
    }
}

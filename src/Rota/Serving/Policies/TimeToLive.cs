namespace Rota.Serving.Policies;

/// <summary>
/// How long a context is worth holding: the time tau that maximises F(tau) B - tau, where F says how likely the tool is back by tau and B is what is saved when
/// it is (Continuum, arXiv 2511.02230, equations 1 and 2). Seconds.
/// </summary>
public static class TimeToLive
{
    /// <summary>With exponential tool times of a given mean, when nothing is known yet: mean ln(B / mean), at least 0.</summary>
    /// <param name="benefit">B, seconds.</param>
    /// <param name="mean">Mean of the prior, seconds, more than 0.</param>
    public static double FromPrior(double benefit, double mean = 1) => benefit > mean ? mean * Math.Log(benefit / mean) : 0;

    /// <summary>With measured tool times; among equally good times the smallest. 0 or one of the samples.</summary>
    /// <param name="sorted">Tool times in ascending order, seconds.</param>
    /// <param name="benefit">B, seconds.</param>
    public static double FromSamples(ReadOnlySpan<double> sorted, double benefit)
    {
        var (best, time) = (0.0, 0.0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (benefit - sorted[i] <= best) break;
            if (i + 1 < sorted.Length && sorted[i + 1] == sorted[i]) continue;
            var utility = Utility((i + 1.0) / sorted.Length, sorted[i], benefit);
            if (utility > best) (best, time) = (utility, sorted[i]);
        }
        return time;
    }

    /// <summary>F(tau) B - tau.</summary>
    /// <param name="share">F(tau).</param>
    /// <param name="time">tau, seconds.</param>
    /// <param name="benefit">B, seconds.</param>
    public static double Utility(double share, double time, double benefit) => (share * benefit) - time;
}

namespace Rota.Cluster.Sharing.Estimates;

/// <summary>
/// Learnt from jobs that have ended: a moving average for every user and kind; for one never seen the median of the averages so far, and before anything has ended a default.
/// </summary>
/// <param name="rate">Weight of the newest job in an average, in (0, 1]. Default 0.3.</param>
/// <param name="coldStart">Core-seconds of a job before anything is known. Default 1.</param>
public sealed class LearnedEstimates(double rate = 0.3, double coldStart = 1) : WorkEstimates
{
    private readonly Dictionary<(string User, string Kind), double> averages = [];

    /// <inheritdoc/>
    public override double Job(int job, string user, string kind) => Estimate(user, kind);

    /// <summary>The estimate of a job of a user and kind.</summary>
    public double Estimate(string user, string kind)
    {
        if (averages.TryGetValue((user, kind), out var average)) return average;
        if (averages.Count == 0) return coldStart;
        var sorted = averages.Values.Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }

    /// <inheritdoc/>
    public override void Learn(string user, string kind, double work) =>
        averages[(user, kind)] = averages.TryGetValue((user, kind), out var average) ? average + (rate * (work - average)) : work;
}

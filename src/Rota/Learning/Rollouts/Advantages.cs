namespace Rota.Learning.Rollouts;

/// <summary>
/// What choices were worth beside what was expected: generalised advantage estimation (Schulman and others 2016) with a discount by elapsed time:
/// delta = r + g V' - V, advantage = delta + g l advantage', with g from <see cref="Discount"/> and l = lambda where time passed, else 1.
/// </summary>
public static class Advantages
{
    /// <summary>Advantages, and the returns that a critic should expect (advantage plus value).</summary>
    /// <param name="rollout">The decisions.</param>
    /// <param name="discount">The discount.</param>
    /// <param name="lambda">In [0, 1]: 0 trusts the critic, 1 trusts what happened.</param>
    /// <param name="advantages">Filled, an entry a decision.</param>
    /// <param name="returns">Filled, an entry a decision.</param>
    public static void Estimate(Rollout rollout, Discount discount, double lambda, Span<float> advantages, Span<float> returns)
    {
        var values = rollout.Values;
        var elapsed = rollout.Elapsed;
        var ends = rollout.Ends;
        var next = 0.0;
        for (var i = rollout.Count - 1; i >= 0; i--)
        {
            var g = discount.Over(elapsed[i]);
            var last = ends[i] || i == rollout.Count - 1;
            var after = last ? rollout.Bootstraps[i] : values[i + 1];
            var delta = rollout.Rewards[i] + (g * after) - values[i];
            var trust = elapsed[i] > 0 ? lambda : 1;
            next = delta + (last ? 0 : g * trust * next);
            advantages[i] = (float)next;
            returns[i] = (float)(next + values[i]);
        }
    }

    /// <summary>Shifts and scales to mean 0 and standard deviation 1; a spread below 1e-8 leaves only the shift.</summary>
    public static void Normalise(Span<float> values)
    {
        if (values.IsEmpty) return;
        var mean = 0.0;
        foreach (var value in values) mean += value;
        mean /= values.Length;
        var variance = 0.0;
        foreach (var value in values) variance += (value - mean) * (value - mean);
        var deviation = Math.Sqrt(variance / values.Length);
        var scale = deviation < 1e-8 ? 1 : 1 / deviation;
        for (var i = 0; i < values.Length; i++) values[i] = (float)((values[i] - mean) * scale);
    }
}

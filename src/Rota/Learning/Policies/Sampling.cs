using Rota.Randomness;

namespace Rota.Learning;

/// <summary>
/// Probabilities over the candidates of a decision, and draws from them. An illegal candidate has the logit negative infinity, hence probability 0: no
/// draw returns it. Sums run in order, in double precision.
/// </summary>
public static class Sampling
{
    /// <summary>Puts negative infinity where a candidate is illegal.</summary>
    public static void Mask(Span<float> logits, ReadOnlySpan<bool> legal)
    {
        for (var i = 0; i < logits.Length; i++)
            if (!legal[i]) logits[i] = float.NegativeInfinity;
    }

    /// <summary>Turns the logits of one decision into log-probabilities, in place.</summary>
    /// <exception cref="ArgumentException">No logit above negative infinity, or one that is not a number.</exception>
    public static void LogSoftmax(Span<float> logits)
    {
        var largest = Largest(logits);
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp((double)logit - largest);
        var shift = largest + Math.Log(sum);
        for (var i = 0; i < logits.Length; i++) logits[i] = (float)(logits[i] - shift);
    }

    /// <summary>Turns concatenated logits of many decisions into log-probabilities, decision by decision.</summary>
    /// <param name="logits">Logits of all decisions, one after another.</param>
    /// <param name="offsets">Where each decision begins, and the total at the end.</param>
    public static void SegmentLogSoftmax(Span<float> logits, ReadOnlySpan<int> offsets)
    {
        for (var d = 0; d + 1 < offsets.Length; d++) LogSoftmax(logits[offsets[d]..offsets[d + 1]]);
    }

    /// <summary>The candidate with the largest logit, the first of several.</summary>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best]) best = i;
        return best;
    }

    /// <summary>A draw from softmax(logits / temperature) by the inverse of the distribution function: one random number. Temperature 0 is greedy.</summary>
    public static int Draw(ReadOnlySpan<float> logits, RandomStream random, double temperature = 1)
    {
        if (temperature <= 0) return Greedy(logits);
        var largest = Largest(logits);
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(((double)logit - largest) / temperature);
        var left = random.NextDouble() * sum;
        var last = -1;
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = Math.Exp(((double)logits[i] - largest) / temperature);
            if (weight <= 0) continue;
            last = i;
            left -= weight;
            if (left < 0) return i;
        }
        // Rounding may leave a last crumb: it belongs to the last candidate that has any weight.
        return last;
    }

    /// <summary>
    /// All legal candidates in the order of a draw without replacement from softmax(logits / temperature): largest logit plus Gumbel noise first (Vieira 2014;
    /// Kool and others 2019). Temperature 0 sorts by logit.
    /// </summary>
    /// <param name="logits">The logits; negative infinity is left out.</param>
    /// <param name="order">Filled with candidates; at least as long as there are logits.</param>
    /// <param name="random">One number a logit is drawn.</param>
    /// <param name="temperature">At least 0.</param>
    /// <returns>How many were filled in.</returns>
    public static int Order(ReadOnlySpan<float> logits, Span<int> order, RandomStream random, double temperature = 1)
    {
        var keys = new double[logits.Length];
        var count = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            var noise = temperature > 0 ? -Math.Log(-Math.Log(1.0 - random.NextDouble())) : 0;
            if (float.IsNegativeInfinity(logits[i])) continue;
            keys[count] = -(temperature > 0 ? (logits[i] / temperature) + noise : logits[i]);
            order[count++] = i;
        }
        keys.AsSpan(0, count).Sort(order[..count]);
        return count;
    }

    /// <summary>Entropy of log-probabilities in nats, divided by ln m where m &gt; 1 candidates have a probability: decisions of all sizes weigh alike.</summary>
    public static double NormalisedEntropy(ReadOnlySpan<float> logProbabilities)
    {
        var (entropy, count) = (0.0, 0);
        foreach (var logProbability in logProbabilities)
        {
            if (float.IsNegativeInfinity(logProbability)) continue;
            count++;
            entropy -= Math.Exp(logProbability) * logProbability;
        }
        return count > 1 ? entropy / Math.Log(count) : 0;
    }

    private static float Largest(ReadOnlySpan<float> logits)
    {
        var largest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            if (float.IsNaN(logit)) throw new ArgumentException("a logit is not a number", nameof(logits));
            if (logit > largest) largest = logit;
        }
        if (float.IsNegativeInfinity(largest)) throw new ArgumentException("no candidate is legal", nameof(logits));
        return largest;
    }
}

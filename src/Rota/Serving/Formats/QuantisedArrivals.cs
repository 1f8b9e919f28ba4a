using Rota.Randomness;

namespace Rota.Serving.Formats;

/// <summary>Arrivals that a trace rounded to coarse steps: many requests share a stamp, and stamps stand a whole number of steps apart.</summary>
internal static class QuantisedArrivals
{
    private const int LeastRequests = 20;
    private const double LeastStep = 0.5;

    /// <summary>
    /// Spreads the requests of each stamp uniformly over the step that begins there, in their order; requests are sorted by arrival. The step in seconds, or
    /// null when the stamps show none and nothing was changed.
    /// </summary>
    public static double? Spread(List<TraceRequest> requests, ulong seed)
    {
        if (Step(requests) is not { } step) return null;
        var random = new RandomStream(seed).Split("spread");
        for (var start = 0; start < requests.Count;)
        {
            var stamp = requests[start].ArrivalSeconds;
            var end = start + 1;
            while (end < requests.Count && requests[end].ArrivalSeconds == stamp) end++;
            // Stamps jitter by a millisecond: a step ends where the next one begins.
            var width = end < requests.Count ? Math.Min(step, requests[end].ArrivalSeconds - stamp) : step;
            var offsets = new double[end - start];
            for (var i = 0; i < offsets.Length; i++) offsets[i] = random.NextDouble();
            Array.Sort(offsets);
            for (var i = start; i < end; i++) requests[i] = requests[i] with { ArrivalSeconds = Math.Round(stamp + (offsets[i - start] * width), 6) };
            start = end;
        }
        return step;
    }

    private static double? Step(List<TraceRequest> requests)
    {
        if (requests.Count < LeastRequests) return null;
        var gaps = new List<double>();
        for (var i = 1; i < requests.Count; i++)
            if (requests[i].ArrivalSeconds > requests[i - 1].ArrivalSeconds) gaps.Add(requests[i].ArrivalSeconds - requests[i - 1].ArrivalSeconds);
        if (gaps.Count < 2 || 2 * (gaps.Count + 1) > requests.Count) return null;
        var step = gaps.Order().ElementAt(gaps.Count / 2);
        if (step < LeastStep) return null;
        var onGrid = gaps.Count(gap => Math.Abs(gap - (Math.Round(gap / step) * step)) <= 0.01 * step);
        return onGrid >= 0.95 * gaps.Count ? Math.Round(step, 3) : null;
    }
}

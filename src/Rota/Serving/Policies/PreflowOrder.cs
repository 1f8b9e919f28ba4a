using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// PREFLOW (vllm-ascend, pull request 16360): the largest 2^(A/D) / (P R) is next, where A is the age, P the attention work of the prompt, R what is left of it
/// and the attention work of n tokens is n (n + 1) / 2. Short prompts first, old ones in the end, no deadlines.
/// </summary>
public sealed record PreflowOrder : OrderChoice
{
    /// <summary>Seconds of age that double a request's priority, D, more than 0.</summary>
    public double DoublingSeconds { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => "preflow";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) =>
        DoublingSeconds > 0 && DoublingSeconds <= SimTime.MaxSeconds ? new Live(DoublingSeconds)
            : throw new RotaException(FormattableString.Invariant($"doubling time {DoublingSeconds} s, expected more than 0"));

    private sealed class Live(double doubling) : RequestOrder
    {
        // Of two requests the difference of ages is that of arrivals, whatever the time: the logarithm of the priority needs no clock.
        public override OrderKey Key(ServingView view, int request)
        {
            var prompt = Work(view.Known(request));
            var left = prompt - Work(view.Computed(request));
            var rank = Math.Log2(prompt) + Math.Log2(left) + (SimTime.ToSeconds(view.Arrival(request)) / doubling);
            return new(OrderKey.Of(rank), view.Arrival(request));
        }

        private static double Work(double tokens) => Math.Max(0.5, tokens * (tokens + 1) / 2);
    }
}

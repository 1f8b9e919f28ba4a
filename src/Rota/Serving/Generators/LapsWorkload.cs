using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// The mix of short and long prompts on which LAPS (length-aware prefill scheduling) is tried: prompts of LMSYS chats, of which a share is made long (eight
/// times the length and 512 more, at most 8000 tokens). Only prefill counts: every output is 1 token. Classes "short" and "long".
/// </summary>
public static class LapsWorkload
{
    private const int Longest = 8000;

    /// <summary>A curve through the published quantiles of LMSYS prompts (median 13, p90 98, p99 1147), for when the lengths are not at hand.</summary>
    public static LengthCurve PublishedPrompts { get; } = LengthCurve.Through((0, 1), (0.5, 13), (0.9, 98), (0.99, 1147), (1, 4000));

    /// <summary>The requests, prompts drawn from the published quantiles.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(LapsWorkloadOptions options) => Create(options, random => PublishedPrompts.Draw(random));

    /// <summary>The requests, prompts drawn with replacement from a trace of lengths.</summary>
    /// <exception cref="RotaException">Options out of their ranges, or a trace without request.</exception>
    public static ServingTrace Create(LapsWorkloadOptions options, ServingTrace lengths) => lengths.Requests.IsEmpty
        ? throw new RotaException($"{lengths.Name}: the trace holds no request")
        : Create(options, random => lengths.Requests[random.Next(lengths.Requests.Length)].Prompt);

    private static ServingTrace Create(LapsWorkloadOptions options, Func<RandomStream, int> prompt)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = ArrivalProcess.Poisson(options.Rate).Times(options.Requests, random.Split("arrivals"));
        var (prompts, choices) = (random.Split("prompts"), random.Split("long"));
        var requests = new TraceRequest[options.Requests];
        for (var i = 0; i < requests.Length; i++)
        {
            var (tokens, isLong) = (prompt(prompts), choices.NextDouble() < options.LongShare);
            requests[i] = new()
            {
                ArrivalSeconds = arrivals[i],
                Prompt = isLong ? (int)Math.Min(Longest, (8L * tokens) + 512) : tokens,
                Output = 1,
                Class = isLong ? "long" : "short",
                TtftTarget = options.TtftTarget,
            };
        }
        return new ServingTrace($"laps-a-seed{options.Seed}", [.. requests]);
    }
}

using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>Requests on their own: arrivals of any process, lengths independent of each other and of the arrivals.</summary>
public static class RandomRequests
{
    /// <summary>The requests. Arrivals, prompts and outputs come from streams of their own: changing one leaves the others as they are.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(RandomRequestOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = options.Arrivals.Times(options.Requests, random.Split("arrivals"));
        var (prompts, outputs) = (random.Split("prompts"), random.Split("outputs"));
        var requests = new TraceRequest[options.Requests];
        for (var i = 0; i < requests.Length; i++)
            requests[i] = new()
            {
                ArrivalSeconds = arrivals[i],
                Prompt = options.Prompt.Draw(prompts),
                Output = options.Output.Draw(outputs),
                DeclaredMax = options.DeclaredMax,
                Class = options.Class,
                TtftTarget = options.TtftTarget,
                TbtTarget = options.TbtTarget,
            };
        return new ServingTrace($"{options.Name}-seed{options.Seed}", [.. requests]);
    }
}

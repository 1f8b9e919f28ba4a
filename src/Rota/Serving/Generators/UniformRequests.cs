using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// The three synthetic workloads of the Past-Future scheduler's evaluation: prompts and outputs uniform, no arrivals (closed loop or an endless queue).
/// </summary>
public static class UniformRequests
{
    /// <summary>Distribution 1, heavy in decode: prompts 32 to 4096, outputs 2048 to 4096 tokens.</summary>
    public static UniformRequestOptions DecodeHeavy { get; } = new() { Name = "past-future-d1", MinPrompt = 32, MaxPrompt = 4096, MinOutput = 2048, MaxOutput = 4096 };

    /// <summary>Distribution 2, balanced: prompts and outputs 3000 to 5000 tokens.</summary>
    public static UniformRequestOptions Balanced { get; } = new() { Name = "past-future-d2", MinPrompt = 3000, MaxPrompt = 5000, MinOutput = 3000, MaxOutput = 5000 };

    /// <summary>Distribution 3, heavy in prefill: prompts 2048 to 4096, outputs 32 to 4096 tokens.</summary>
    public static UniformRequestOptions PrefillHeavy { get; } = new() { Name = "past-future-d3", MinPrompt = 2048, MaxPrompt = 4096, MinOutput = 32, MaxOutput = 4096 };

    /// <summary>The requests.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(UniformRequestOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var (prompts, outputs) = (random.Split("prompts"), random.Split("outputs"));
        var requests = new TraceRequest[options.Requests];
        for (var i = 0; i < requests.Length; i++)
            requests[i] = new()
            {
                Prompt = prompts.Next(options.MinPrompt, options.MaxPrompt),
                Output = outputs.Next(options.MinOutput, options.MaxOutput),
                DeclaredMax = options.DeclaredMax,
            };
        return new ServingTrace($"{options.Name}-seed{options.Seed}", [.. requests]) { HasArrivals = false };
    }
}

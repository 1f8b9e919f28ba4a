using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// Short chats and a few long prompts, from curves through statistics of public traces: chats as in Azure's conversation trace of 2023 (mean prompt 1155, output
/// 211), long prompts as in Mooncake's conversation trace (12035, 343). Classes "chat" and "long". No file is needed: the demo and the examples run on it.
/// </summary>
public static class SyntheticMix
{
    /// <summary>Prompts of chats.</summary>
    public static LengthCurve ChatPrompts { get; } = LengthCurve.Through((0, 2), (0.1, 216), (0.25, 396), (0.5, 1020), (0.75, 1201), (0.9, 2735), (0.99, 4142), (1, 14_050));

    /// <summary>Outputs of chats.</summary>
    public static LengthCurve ChatOutputs { get; } = LengthCurve.Through((0, 7), (0.1, 50), (0.25, 81), (0.5, 129), (0.75, 393), (0.9, 424), (0.99, 601), (1, 1000));

    /// <summary>Long prompts.</summary>
    public static LengthCurve LongPrompts { get; } =
        LengthCurve.Through((0, 891), (0.1, 973), (0.25, 2367), (0.5, 6909), (0.75, 15_553), (0.9, 27_367), (0.95, 40_040), (0.99, 85_400), (1, 126_195));

    /// <summary>Outputs behind long prompts.</summary>
    public static LengthCurve LongOutputs { get; } = LengthCurve.Through((0, 1), (0.1, 24), (0.25, 158), (0.5, 350), (0.75, 476), (0.9, 597), (0.99, 1119), (1, 2000));

    /// <summary>The requests.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(SyntheticMixOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = new ArrivalProcess(options.Rate, options.Variation).Times(options.Requests, random.Split("arrivals"));
        var (choices, prompts, outputs) = (random.Split("long"), random.Split("prompts"), random.Split("outputs"));
        var requests = new TraceRequest[options.Requests];
        for (var i = 0; i < requests.Length; i++)
        {
            var isLong = choices.NextDouble() < options.LongShare;
            requests[i] = new()
            {
                ArrivalSeconds = arrivals[i],
                Prompt = Math.Min(options.LongestPrompt, (isLong ? LongPrompts : ChatPrompts).Draw(prompts)),
                Output = (isLong ? LongOutputs : ChatOutputs).Draw(outputs),
                Class = isLong ? "long" : "chat",
            };
        }
        return new ServingTrace($"synthetic-mix-seed{options.Seed}", [.. requests]);
    }
}

using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// Conversations of several rounds as the FastSwitch evaluation had them from ShareGPT: 1 plus a geometric number of turns (5.5 in the mean); what a user says
/// lognormal with mean 161 and sigma 1.1, answers lognormal with mean 338 and sigma 0.9, each at most 1500 tokens; think times exponential, 20 s in the mean.
/// Every prompt is the whole conversation so far.
/// </summary>
public static class Conversations
{
    private const double MeanFurtherTurns = 4.5;
    private const int LongestMessage = 1500;

    /// <summary>The conversations.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(ConversationOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = ArrivalProcess.Poisson(options.Rate).Times(options.Conversations, random.Split("arrivals"));
        var requests = new List<TraceRequest>();
        for (var c = 0; c < options.Conversations; c++)
        {
            var own = random.Split("conversations").Split(c);
            var turns = 1 + own.NextGeometric(1 / MeanFurtherTurns);
            var context = 0;
            for (var k = 0; k < turns; k++)
            {
                var (prompt, output) = (context + Message(own, 161, 1.1), Message(own, 338, 0.9));
                if (prompt + output > options.MaxTokens) break;
                requests.Add(new()
                {
                    Program = string.Create(CultureInfo.InvariantCulture, $"c{c}"),
                    ArrivalSeconds = arrivals[c],
                    Prompt = prompt,
                    Output = output,
                    PauseSeconds = options.ThinkSeconds == 0 ? 0 : own.NextExponential(options.ThinkSeconds),
                });
                context = prompt + output;
            }
        }
        return new ServingTrace($"conversations-seed{options.Seed}", [.. requests]);
    }

    private static int Message(RandomStream random, double mean, double sigma) =>
        (int)Math.Clamp(Math.Round(random.NextLogNormal(Math.Log(mean) - (sigma * sigma / 2), sigma)), 1, LongestMessage);
}

using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// Agent programs shaped like the SWE-Bench runs of the Continuum paper (arXiv 2511.02230): turns Normal(10.9, 2.1), at least 3; final context
/// Normal(70126, 19732) held to [12000, 126000]; the first prompt a tenth of it, the rest spread over the turns by exponential weights; answers lognormal
/// with mean 300 and sigma 1, at least 8; tool times lognormal with mean 0.925 s and standard deviation 3.55 s; ten tools by chance; Poisson arrivals.
/// </summary>
public static class PaperPrograms
{
    private const double ToolMu = -1.456;
    private const double ToolSigma = 1.660;

    /// <summary>The programs.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(PaperProgramOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = ArrivalProcess.Poisson(options.Rate).Times(options.Programs, random.Split("arrivals"));
        var requests = new List<TraceRequest>();
        for (var p = 0; p < options.Programs; p++) AddProgram(requests, options, p, arrivals[p], random.Split("programs").Split(p));
        var name = options.SlowShare > 0 ? "continuum-w4" : "continuum-w1";
        return new ServingTrace($"{name}-seed{options.Seed}", [.. requests]);
    }

    private static void AddProgram(List<TraceRequest> requests, PaperProgramOptions options, int number, double arrival, RandomStream random)
    {
        var turns = (int)Math.Max(3, Math.Round(random.NextNormal(10.9, 2.1)));
        var final = Math.Clamp(random.NextNormal(70126, 19732), 12_000, 126_000);
        var weights = new double[turns - 1];
        for (var k = 0; k < weights.Length; k++) weights[k] = random.NextExponential(1);
        var sum = weights.Sum();
        var (planned, context) = (0.1 * final, 0);
        for (var k = 0; k < turns; k++)
        {
            if (k > 0) planned += 0.9 * final * weights[k - 1] / sum;
            // Where an answer is longer than the growth planned behind it, the context is what was said so far.
            var prompt = Math.Max((int)Math.Round(planned), context);
            var output = (int)Math.Clamp(Math.Round(random.NextLogNormal(Math.Log(300) - 0.5, 1)), 8, 16_000);
            var (tool, pause) = Tool(options, random);
            var last = k == turns - 1;
            requests.Add(new()
            {
                Program = string.Create(CultureInfo.InvariantCulture, $"p{number}"),
                ArrivalSeconds = arrival,
                Prompt = prompt,
                Output = output,
                PauseSeconds = last ? 0 : pause,
                Tool = last ? "" : tool,
            });
            context = prompt + output;
        }
    }

    /// <summary>Draws are the same with and without slow tools, so that two shares differ in the slow calls alone.</summary>
    private static (string Tool, double Seconds) Tool(PaperProgramOptions options, RandomStream random)
    {
        var tool = string.Create(CultureInfo.InvariantCulture, $"tool{random.Next(10)}");
        var seconds = random.NextLogNormal(ToolMu, ToolSigma);
        var (slow, slowSeconds) = (random.NextDouble() < options.SlowShare, random.NextUniform(30, 300));
        return slow ? ("pytest", slowSeconds) : (tool, seconds);
    }
}

using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>
/// Agent programs with short contexts, as a public run of Continuum's preview on an H100 had them: turns lognormal(ln 16.5, 0.4) in [5, 45]; first prompt
/// uniform in [1500, 3500]; every turn adds its answer, lognormal(ln 30, 0.9), and lognormal(ln 450, 0.9) tokens more, up to 15500; tools take 1 s.
/// </summary>
public static class ShortContextPrograms
{
    private const int Longest = 15_500;

    /// <summary>The programs.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static ServingTrace Create(ShortContextProgramOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var arrivals = ArrivalProcess.Poisson(options.Rate).Times(options.Programs, random.Split("arrivals"));
        var requests = new List<TraceRequest>();
        for (var p = 0; p < options.Programs; p++)
        {
            var own = random.Split("programs").Split(p);
            var turns = (int)Math.Clamp(Math.Round(own.NextLogNormal(Math.Log(16.5), 0.4)), 5, 45);
            var prompt = own.Next(1500, 3500);
            for (var k = 0; k < turns; k++)
            {
                var output = (int)Math.Clamp(Math.Round(own.NextLogNormal(Math.Log(30), 0.9)), 1, 4000);
                requests.Add(new()
                {
                    Program = string.Create(CultureInfo.InvariantCulture, $"p{p}"),
                    ArrivalSeconds = arrivals[p],
                    Prompt = prompt,
                    Output = output,
                    PauseSeconds = k == turns - 1 ? 0 : options.ToolSeconds,
                    Tool = k == turns - 1 ? "" : "tool",
                });
                prompt = (int)Math.Min(Longest, Math.Round(prompt + output + own.NextLogNormal(Math.Log(450), 0.9)));
            }
        }
        return new ServingTrace($"continuum-w3-seed{options.Seed}", [.. requests]);
    }
}

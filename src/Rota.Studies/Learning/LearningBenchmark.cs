using System.Globalization;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Shop.Policies;
using Rota.Statistics;

namespace Rota.Studies.Learning;

/// <summary>
/// Decisions per second of the environment shop-dispatch, observed and dispatched by most work remaining on Taillard's ta01, beside the same environment in
/// plain Python. The two take turns; both must come to the same makespan in as many decisions. Seconds are of CPU time, so that a busy machine hurts neither.
/// </summary>
public static class LearningBenchmark
{
    // ta01's seeds.
    private const int Jobs = 15, Machines = 15, TimeSeed = 840612802, MachineSeed = 398197754;
    private const int Rounds = 3;
    private const double SecondsARun = 1;

    /// <summary>Measures, about 10 seconds, and writes the figures.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="InvalidOperationException">The two environments disagree.</exception>
    public static void Run(TextWriter output, CancellationToken cancellation)
    {
        var environment = new ShopDispatchEnvironment(TaillardShops.Create(Jobs, Machines, TimeSeed, MachineSeed));
        var rule = ShopDispatchPolicies.Of(new MostWorkRemaining());
        var layout = new NetworkLayout(environment.Schema, new());
        var network = new NetworkPolicy(new(layout, Initialisation.Create(layout, 1)), "network");
        Measure(environment, rule, 0.5);
        var (ours, networks, theirs) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (makespan, decisions, rate) = Measure(environment, rule, SecondsARun);
            ours.Add(rate);
            networks.Add(Measure(environment, network, SecondsARun).Rate);
            if (PythonScript.Run("python3", "shop_dispatch_plain.py", [$"{Jobs}", $"{Machines}", $"{TimeSeed}", $"{MachineSeed}", $"{SecondsARun}"], cancellation) is not { } words) continue;
            if (words[0] != $"{makespan}" || words[1] != $"{decisions}")
                throw new InvalidOperationException($"the environments disagree: makespan {makespan} in {decisions} decisions here, {words[0]} in {words[1]} in Python");
            theirs.Add(double.Parse(words[2], CultureInfo.InvariantCulture));
        }
        Write(output, $"shop-dispatch on ta01, every decision observed, most work remaining; medians of {Rounds} runs of {SecondsARun:F0} s of CPU time, one thread");
        Write(output, $"rota           {Median(ours),12:N0} decisions/s");
        Write(output, $"rota, network  {Median(networks),12:N0} decisions/s, 64 wide, {layout.Length:N0} weights, in plain C#");
        if (theirs.Count == 0)
        {
            Write(output, $"plain Python   not installed");
            return;
        }
        Write(output, $"plain Python   {Median(theirs),12:N0} decisions/s, same makespan in as many decisions");
        Write(output, $"ratio          {Median(ours) / Median(theirs),12:N0}");
    }

    private static (long Makespan, int Decisions, double Rate) Measure(ShopDispatchEnvironment environment, IPolicy policy, double seconds)
    {
        var observation = new Observation(environment.Schema);
        var random = new Randomness.RandomStream(1);
        var began = Environment.CpuUsage.TotalTime;
        var total = 0L;
        while (true)
        {
            environment.Reset(0);
            var decisions = 0;
            for (; environment.CandidateCount > 0; decisions++)
            {
                observation.Capture(environment);
                environment.Step(policy.Choose(new(environment, observation), random, 0).Candidate);
            }
            total += decisions;
            var elapsed = (Environment.CpuUsage.TotalTime - began).TotalSeconds;
            if (elapsed >= seconds) return ((long)environment.Cost, decisions, total / elapsed);
        }
    }

    private static double Median(List<double> values) => Quantiles.Exact([.. values], 0.5);

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

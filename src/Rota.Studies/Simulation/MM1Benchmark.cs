using System.Globalization;
using Rota.Statistics;

namespace Rota.Studies.Simulation;

/// <summary>
/// Events per second of the simulation kernel on the M/M/1 queue, written as users write models, beside the same queue on SimPy. The two take turns,
/// so that whatever else the machine does falls on both.
/// </summary>
public static class MM1Benchmark
{
    private const double ArrivalRate = 0.9;
    private const double ServiceRate = 1.0;
    private const long Jobs = 1_000_000;
    private const long SimPyJobs = 200_000;
    private const int Rounds = 3;
    private const int RunsARound = 5;

    /// <summary>Measures, about 10 seconds on a quiet machine with SimPy and 2 without, and writes the figures.</summary>
    /// <param name="output">Where the figures go, a few lines.</param>
    /// <param name="cancellation">Stops between runs.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static MM1Result Run(TextWriter output, CancellationToken cancellation)
    {
        Write(output, $"M/M/1 queue, arrival rate {ArrivalRate}, service rate {ServiceRate}, {Jobs:N0} jobs, 2 events a job");
        var cold = Measure(1, Jobs).EventsPerSecond;
        WarmUp(cancellation);
        var runs = new List<(double EventsPerSecond, double MeanWait)>();
        var others = new List<(string Version, double EventsPerSecond, double MeanWait)>();
        var simPy = new SimPyRunner();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < RunsARound; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                runs.Add(Measure((ulong)runs.Count + 1, Jobs));
            }
            if (simPy.Run((ulong)round + 1, SimPyJobs, ArrivalRate, ServiceRate, cancellation) is { } other) others.Add(other);
        }
        var rates = runs.Select(run => run.EventsPerSecond).ToArray();
        var result = new MM1Result(
            Jobs, Quantiles.Exact(rates, 0.5), rates.Min(), rates.Max(), cold,
            Interval.OfMean([.. runs.Select(run => run.MeanWait)]), ArrivalRate / ServiceRate / (ServiceRate - ArrivalRate),
            others.Count == 0 ? null : new(
                others[0].Version, SimPyJobs, Quantiles.Exact([.. others.Select(run => run.EventsPerSecond)], 0.5), others.Average(run => run.MeanWait)));
        Print(output, result);
        return result;
    }

    private static (double EventsPerSecond, double MeanWait) Measure(ulong seed, long jobs)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (wait, events) = MM1Queue.Run(seed, jobs, ArrivalRate, ServiceRate);
        return (events / TimeProvider.System.GetElapsedTime(began).TotalSeconds, wait);
    }

    /// <summary>Many short runs: the runtime compiles anew what is called often, and does so beside the program.</summary>
    private static void WarmUp(CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(1))
        {
            cancellation.ThrowIfCancellationRequested();
            Measure(1, 2000);
        }
    }

    private static void Print(TextWriter output, MM1Result result)
    {
        Write(output, $"rota         {Millions(result.EventsPerSecond)} million events/s, median of {Rounds * RunsARound} runs after warm-up ({Millions(result.Slowest)} to {Millions(result.Fastest)}); the first run, cold: {Millions(result.Cold)}");
        Write(output, $"             mean wait {result.MeanWait} s (95 % interval), theory {result.TheoreticalWait:G4} s");
        if (result.SimPy is not { } simPy)
        {
            Write(output, $"SimPy        not installed (Debian: apt install python3-simpy)");
            return;
        }
        Write(output, $"SimPy {simPy.Version,-6} {Millions(simPy.EventsPerSecond)} million events/s, median of {Rounds} runs of {simPy.Jobs:N0} jobs, start of Python not counted");
        Write(output, $"             mean wait {simPy.MeanWait:G4} s");
        Write(output, $"ratio        {result.Ratio:F0}");
    }

    private static string Millions(double perSecond) => (perSecond / 1e6).ToString(perSecond < 1e7 ? "F3" : "F1", CultureInfo.InvariantCulture);

    private static void Write(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

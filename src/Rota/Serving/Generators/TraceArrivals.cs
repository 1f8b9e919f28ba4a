using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>New arrival times for a trace. A program arrives as a whole: its later turns follow from pauses, which stay as they are.</summary>
public static class TraceArrivals
{
    /// <summary>
    /// Multiplies the load by <paramref name="factor"/>: every arrival time is divided by it, which keeps order and the shape of bursts. Pauses inside programs stay.
    /// </summary>
    /// <exception cref="RotaException">A factor that is not positive, a trace without arrivals, or one that would get longer than a run may last.</exception>
    public static ServingTrace ScaleRate(this ServingTrace trace, double factor)
    {
        if (!(factor > 0 && factor <= 1e9)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"rate factor {factor}, expected more than 0, at most 1E+09"));
        NeedArrivals(trace);
        if (trace.Requests.Any(request => request.ArrivalSeconds / factor > SimTime.MaxSeconds))
            throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{trace.Name}: divided by {factor} arrivals span more than the 60 days a run takes"));
        return trace with
        {
            Requests = [.. trace.Requests.Select(request => request with { ArrivalSeconds = request.ArrivalSeconds / factor })],
            Notes = trace.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"rate times {factor}: arrival times were divided by it")),
        };
    }

    /// <summary>Draws new arrivals for requests and programs, in the order they stand in.</summary>
    /// <param name="trace">With or without arrivals.</param>
    /// <param name="process">When they arrive.</param>
    /// <param name="seed">Same seed, same arrivals.</param>
    /// <exception cref="RotaException">The process is out of range.</exception>
    public static ServingTrace WithArrivals(this ServingTrace trace, ArrivalProcess process, ulong seed = 1)
    {
        var units = TraceUnits.Of(trace);
        return TraceUnits.Join(trace, units, process.Times(units.Count, new RandomStream(seed).Split("arrivals")));
    }

    /// <summary>Poisson arrivals of programs, <paramref name="rate"/> a second.</summary>
    /// <exception cref="RotaException">A rate that is not positive.</exception>
    public static ServingTrace ProgramsAt(this ServingTrace trace, double rate, ulong seed = 1) => trace.WithArrivals(ArrivalProcess.Poisson(rate), seed);

    /// <exception cref="RotaException">The trace has none.</exception>
    internal static void NeedArrivals(ServingTrace trace)
    {
        if (!trace.HasArrivals) throw new RotaException($"{trace.Name}: has no arrivals, expected a trace that has; give it some first");
    }
}

using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>Parts and multiples of a trace. Programs are kept whole.</summary>
public static class TraceParts
{
    /// <summary>The first requests and programs, <paramref name="count"/> of them; all when there are fewer.</summary>
    /// <exception cref="RotaException">A count below 1.</exception>
    public static ServingTrace Take(this ServingTrace trace, int count)
    {
        if (count < 1) throw new RotaException($"take {count}, expected at least 1 request or program");
        var taken = 0;
        return Where(trace, _ => taken++ < count);
    }

    /// <summary>
    /// What arrives in [from, to) of the time the trace spans, as fractions (the last arrival belongs to 1), moved to begin at 0; a program belongs where it
    /// arrives. Without arrivals, by place.
    /// </summary>
    /// <exception cref="RotaException">Fractions out of order, or no request between them.</exception>
    public static ServingTrace Slice(this ServingTrace trace, double from, double to)
    {
        if (!(from >= 0 && from < to && to <= 1)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"slice from {from} to {to}, expected 0 <= from < to <= 1"));
        ServingTrace part;
        if (trace.HasArrivals)
        {
            // Later turns of a program may carry arrivals of their own, which a run ignores.
            var arrivals = TraceUnits.Of(trace).ConvertAll(unit => unit[0].ArrivalSeconds);
            var (start, end) = arrivals.Count == 0 ? (0, 0) : (arrivals.Min(), arrivals.Max());
            double At(double fraction) => start + (fraction * (end - start));
            part = Where(trace, request => request.ArrivalSeconds >= At(from) && (to == 1 || request.ArrivalSeconds < At(to)));
            if (part.Requests.Length > 0) part = Shifted(part, part.Requests[0].ArrivalSeconds);
        }
        else
        {
            var units = TraceUnits.Of(trace).Count;
            var place = -1;
            part = Where(trace, _ => ++place >= from * units && place < to * units);
        }
        return part.Requests.Length > 0 ? part
            : throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{trace.Name}: no request arrives between {from} and {to} of its span"));
    }

    /// <summary>The part before a fraction of the span, to learn from, and the part after it, held back.</summary>
    /// <exception cref="RotaException">A fraction outside (0, 1), or a part without request.</exception>
    public static (ServingTrace Train, ServingTrace HeldBack) Split(this ServingTrace trace, double fraction)
    {
        if (!(fraction > 0 && fraction < 1)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"split at {fraction}, expected more than 0 and less than 1"));
        return (trace.Slice(0, fraction), trace.Slice(fraction, 1));
    }

    /// <summary>
    /// Every request and program <paramref name="times"/> times in random order. Copies share nothing: programs, ids and blocks get names of their own.
    /// Arrivals are lost; give new ones.
    /// </summary>
    /// <exception cref="RotaException">A number of times below 1, or more requests than 10 million.</exception>
    public static ServingTrace Repeat(this ServingTrace trace, int times, ulong seed = 1)
    {
        if (times < 1 || (long)times * trace.Requests.Length > OptionFaults.MaxRequests)
            throw new RotaException($"repeat {times} times {trace.Requests.Length} requests, expected at least once and at most {OptionFaults.MaxRequests} requests");
        var units = TraceUnits.Of(trace);
        var step = NextBlock(trace);
        var all = new List<List<TraceRequest>>(units.Count * times);
        for (var copy = 0; copy < times; copy++)
            foreach (var unit in units) all.Add(copy == 0 ? unit : unit.ConvertAll(request => Renamed(request, $"#{copy + 1}", copy * step)));
        var shuffled = all.ToArray();
        new RandomStream(seed).Split("shuffle").Shuffle<List<TraceRequest>>(shuffled);
        return TraceUnits.Join(trace, shuffled, new double[shuffled.Length]) with { HasArrivals = false };
    }

    /// <summary>A larger number than that of any block.</summary>
    internal static long NextBlock(ServingTrace trace) => 1 + trace.Requests.Max(request => request.Blocks.IsEmpty ? -1 : request.Blocks.Max());

    /// <summary>The request under other names that keep it apart from its copies.</summary>
    internal static TraceRequest Renamed(TraceRequest request, string suffix, long blockOffset) => request with
    {
        Id = request.Id.Length == 0 ? "" : request.Id + suffix,
        Program = request.Program.Length == 0 ? "" : request.Program + suffix,
        Blocks = request.Blocks.IsEmpty || blockOffset == 0 ? request.Blocks : [.. request.Blocks.Select(block => block + blockOffset)],
    };

    /// <summary>Requests on their own that pass, and programs whose first turn does.</summary>
    private static ServingTrace Where(ServingTrace trace, Func<TraceRequest, bool> passes)
    {
        var programs = new Dictionary<string, bool>();
        var requests = ImmutableArray.CreateBuilder<TraceRequest>();
        foreach (var request in trace.Requests)
        {
            if (request.Program.Length == 0 || !programs.TryGetValue(request.Program, out var pass)) pass = passes(request);
            if (request.Program.Length > 0) programs[request.Program] = pass;
            if (pass) requests.Add(request);
        }
        return trace with { Requests = requests.ToImmutable() };
    }

    private static ServingTrace Shifted(ServingTrace trace, double start) => start == 0 ? trace
        : trace with { Requests = [.. trace.Requests.Select(request => request with { ArrivalSeconds = Math.Max(0, Math.Round(request.ArrivalSeconds - start, 9)) })] };
}

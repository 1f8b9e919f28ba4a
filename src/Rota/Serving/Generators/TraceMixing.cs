using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>Traces made of others: two played together, rows drawn anew, programs with more and shorter turns.</summary>
public static class TraceMixing
{
    /// <summary>
    /// Leaves requests and programs out by chance, each with probability 1 - <paramref name="keep"/>, and lets the others come faster by as much, so that the load stays:
    /// the same recorded day as it might have been, seed by seed.
    /// </summary>
    /// <param name="trace">With arrivals.</param>
    /// <param name="keep">Share that stays, more than 0, at most 1.</param>
    /// <param name="seed">Same seed, same requests.</param>
    /// <exception cref="RotaException">A share out of range, no arrivals, or nothing stays.</exception>
    public static ServingTrace Thin(this ServingTrace trace, double keep, ulong seed = 1)
    {
        if (!(keep is > 0 and <= 1)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"a share of {keep} to keep, expected more than 0, at most 1"));
        TraceArrivals.NeedArrivals(trace);
        var random = new RandomStream(seed).Split("thin");
        var units = TraceUnits.Of(trace).FindAll(_ => random.NextDouble() < keep);
        if (units.Count == 0) throw new RotaException($"{trace.Name}: nothing stays when it is thinned");
        return TraceUnits.Join(trace, units, [.. units.Select(unit => unit[0].ArrivalSeconds * keep)]);
    }

    /// <summary>
    /// Plays two traces together, by arrival. Ids and programs are prefixed by their class (or a and b) and blocks renumbered, so that the two share nothing.
    /// </summary>
    /// <param name="first">A trace with arrivals.</param>
    /// <param name="firstClass">Class of its requests; null to keep theirs.</param>
    /// <param name="second">Another.</param>
    /// <param name="secondClass">Class of its requests; null to keep theirs.</param>
    /// <exception cref="RotaException">One of them has no arrivals.</exception>
    public static ServingTrace Mix(this ServingTrace first, string? firstClass, ServingTrace second, string? secondClass)
    {
        TraceArrivals.NeedArrivals(first);
        TraceArrivals.NeedArrivals(second);
        var (firstPrefix, secondPrefix) = (firstClass ?? "a", secondClass ?? "b");
        if (firstPrefix == secondPrefix) (firstPrefix, secondPrefix) = ("a", "b");
        var offset = TraceParts.NextBlock(first);
        var units = TraceUnits.Of(Labelled(first, firstClass, firstPrefix, 0)).Concat(TraceUnits.Of(Labelled(second, secondClass, secondPrefix, offset)))
            .OrderBy(unit => unit[0].ArrivalSeconds).ToList();
        return TraceUnits.Join(first, units, [.. units.Select(unit => unit[0].ArrivalSeconds)]) with
        {
            Name = $"{first.Name}+{second.Name}",
            Format = "",
            Dropped = [.. Named(first, first.Dropped), .. Named(second, second.Dropped)],
            Notes = [.. Named(first, first.Notes), .. Named(second, second.Notes)],
        };
    }

    /// <summary>
    /// Draws requests with replacement, arrivals left out: for traces of lengths, targets and classes. A program cannot be drawn turn by turn.
    /// </summary>
    /// <exception cref="RotaException">A number out of range, or a trace with programs.</exception>
    public static ServingTrace Bootstrap(this ServingTrace trace, int requests, ulong seed = 1)
    {
        new OptionFaults().Count("requests", requests).Throw("bootstrap");
        if (trace.Requests.IsEmpty || trace.Requests.Any(request => request.Program.Length > 0)) throw new RotaException($"{trace.Name}: has programs, expected requests on their own");
        var random = new RandomStream(seed).Split("bootstrap");
        var drawn = new TraceRequest[requests];
        // A row that is drawn twice would come with its id, and find its own blocks in the cache.
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = trace.Requests[random.Next(trace.Requests.Length)] with { Id = "", Blocks = [], BlockTokens = 16, ArrivalSeconds = 0 };
        return trace with { Requests = [.. drawn], HasArrivals = false };
    }

    /// <summary>
    /// Programs with <paramref name="times"/> as many turns whose contexts grow as much as before: the turns are played several times over, with answers and
    /// what is added between them divided by that number. First prompts, tools and pauses stay.
    /// </summary>
    /// <exception cref="RotaException">A number of times outside 1 to 100.</exception>
    public static ServingTrace MultiplyTurns(this ServingTrace trace, int times)
    {
        if (times is < 1 or > 100) throw new RotaException($"turns times {times}, expected 1 to 100");
        if (times == 1) return trace;
        var units = TraceUnits.Of(trace).ConvertAll(unit => unit[0].Program.Length == 0 ? unit : Multiplied(unit, times));
        return TraceUnits.Join(trace, units, [.. units.Select(unit => unit[0].ArrivalSeconds)]) with
        {
            HasArrivals = trace.HasArrivals,
            Notes = trace.Notes.Add($"turns times {times}: answers and growth of contexts were divided by it"),
        };
    }

    private static List<TraceRequest> Multiplied(List<TraceRequest> turns, int times)
    {
        var all = new List<TraceRequest>(turns.Count * times);
        double context = turns[0].Prompt;
        for (var copy = 0; copy < times; copy++)
            for (var k = 0; k < turns.Count; k++)
            {
                var output = Math.Max(1, (int)Math.Round((double)turns[k].Output / times));
                var before = all.Count == 0 ? 0 : all[^1].Prompt + all[^1].Output;
                var last = k == turns.Count - 1;
                // Between two copies stands the tool of the turn before the last: the last turn called none.
                var caller = last && copy < times - 1 && turns.Count > 1 ? turns[k - 1] : turns[k];
                all.Add(turns[k] with
                {
                    Id = copy == 0 ? turns[k].Id : "",
                    Prompt = Math.Max((int)Math.Round(context), before),
                    Output = output,
                    PauseSeconds = caller.PauseSeconds,
                    Tool = caller.Tool,
                    SharedWithPrevious = null,
                    Blocks = [],
                });
                // What follows a turn: the answer, and what its tool said; behind the last one the answer alone.
                context += (double)(last ? turns[k].Output : Math.Max(0, turns[k + 1].Prompt - turns[k].Prompt)) / times;
            }
        return all;
    }

    private static ServingTrace Labelled(ServingTrace trace, string? name, string prefix, long blockOffset) => trace with
    {
        Requests = [.. trace.Requests.Select(request =>
        {
            var own = TraceParts.Renamed(request, "", blockOffset);
            return own with
            {
                Class = name ?? own.Class,
                Id = own.Id.Length == 0 ? "" : $"{prefix}/{own.Id}",
                Program = own.Program.Length == 0 ? "" : $"{prefix}/{own.Program}",
            };
        })],
    };

    private static ImmutableArray<string> Named(ServingTrace trace, ImmutableArray<string> lines) => [.. lines.Select(line => $"{trace.Name}: {line}")];
}

using System.Collections.Immutable;

namespace Rota.Serving.Generators;

/// <summary>Programs with more and shorter turns and the same contexts at the end: Continuum's test of what a policy gains with the number of turns.</summary>
public static class TurnMultiplier
{
    /// <summary>Every program runs through its turns <paramref name="times"/> times; each adds that part of the tokens it added before.</summary>
    /// <exception cref="RotaException">A number of times below 1, more requests than 10 million, or a request without program.</exception>
    public static ServingTrace MultiplyTurns(this ServingTrace trace, int times)
    {
        if (times < 1 || (long)times * trace.Requests.Length > OptionFaults.MaxRequests)
            throw new RotaException($"turns times {times} of {trace.Requests.Length} requests, expected at least once and at most {OptionFaults.MaxRequests} requests");
        if (trace.Requests.Any(request => request.Program.Length == 0)) throw new RotaException($"{trace.Name}: turns are multiplied in traces of programs only");
        if (times == 1) return trace;
        var requests = ImmutableArray.CreateBuilder<TraceRequest>(trace.Requests.Length * times);
        foreach (var program in trace.Requests.GroupBy(request => request.Program)) Add(requests, [.. program], times);
        return trace with { Name = $"{trace.Name}-x{times}", Requests = requests.ToImmutable(), Notes = trace.Notes.Add($"turns times {times}: every turn adds that part of its tokens") };
    }

    private static void Add(ImmutableArray<TraceRequest>.Builder requests, TraceRequest[] turns, int times)
    {
        var context = 0;
        for (var round = 0; round < times; round++)
        {
            var before = 0;
            for (var k = 0; k < turns.Length; k++)
            {
                var turn = turns[k];
                var (added, output) = (Math.Max(0, turn.Prompt - before), Math.Max(1, turn.Output / times));
                before = turn.Prompt + turn.Output;
                var last = round == times - 1 && k == turns.Length - 1;
                // A program's last turn calls no tool; where it is gone through again it calls what the turn before it called.
                var (tool, pause) = k < turns.Length - 1 || last || k == 0 ? (turn.Tool, turn.PauseSeconds) : (turns[k - 1].Tool, turns[k - 1].PauseSeconds);
                var prompt = Math.Max(1, context + (added / times));
                requests.Add(turn with
                {
                    Id = "", Prompt = prompt, Output = output, Tool = tool, PauseSeconds = pause, Blocks = [], SharedWithPrevious = null, DeclaredMax = null,
                    ArrivalSeconds = turns[0].ArrivalSeconds,
                });
                context = prompt + output;
            }
        }
    }
}

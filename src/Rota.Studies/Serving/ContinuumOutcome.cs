using Rota.Serving.Engine;
using Rota.Serving.Results;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>What a rehearsal of the Continuum study brought. Job completion times (JCT) in seconds, one a program, in the order of the trace.</summary>
internal sealed record ContinuumOutcome(ContinuumCell Cell, double[] Jct, int[] FinalContext, long PrefillTokens, long Preemptions, bool Finished)
{
    public double Mean => Jct.Average();

    public double P95 => Quantiles.Exact(Jct, 0.95);

    public double Max => Jct.Max();

    public static ContinuumOutcome Of(ContinuumCell cell, RunResult result)
    {
        var programs = new Dictionary<string, (double Start, double End, int Context)>();
        foreach (var request in result.Requests)
        {
            var name = result.Workload.Trace.Requests[request.Request].Program;
            var start = programs.TryGetValue(name, out var known) ? known.Start : request.Arrival;
            programs[name] = (start, request.LastToken, request.Prompt + request.Output);
        }
        return new(
            cell, [.. programs.Values.Select(p => p.End - p.Start)], [.. programs.Values.Select(p => p.Context)], result.PrefillTokens, result.Preemptions,
            result.CountOf(RequestState.Finished) == result.Workload.Count);
    }

    /// <summary>Mean slowdown against being alone, by thirds of the programs: short, middle and long final contexts.</summary>
    public double[] Slowdowns(ContinuumOutcome alone)
    {
        var byLength = Enumerable.Range(0, Jct.Length).OrderBy(i => FinalContext[i]).ThenBy(i => i).ToArray();
        return [.. Enumerable.Range(0, 3).Select(third => byLength[(third * Jct.Length / 3)..((third + 1) * Jct.Length / 3)].Average(i => Jct[i] / alone.Jct[i]))];
    }
}

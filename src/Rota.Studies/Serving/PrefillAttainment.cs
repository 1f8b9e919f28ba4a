using System.Collections.Immutable;
using Rota.Serving.Results;

namespace Rota.Studies.Serving;

/// <summary>Which share of requests had their first token within their target, in all and of each class.</summary>
/// <param name="All">Of all requests.</param>
/// <param name="ByClass">Of each class, by name.</param>
public sealed record PrefillAttainment(double All, ImmutableSortedDictionary<string, double> ByClass)
{
    /// <summary>Counts a run.</summary>
    public static PrefillAttainment Of(RunResult run) => Of([run]);

    /// <summary>Counts runs together.</summary>
    public static PrefillAttainment Of(IReadOnlyList<RunResult> runs)
    {
        var counts = new SortedDictionary<string, (int Met, int All)>(StringComparer.Ordinal);
        foreach (var run in runs)
        {
            foreach (var request in run.Requests)
            {
                var source = run.Workload.Trace.Requests[request.Request];
                var (met, all) = counts.GetValueOrDefault(source.Class);
                // Without a first token the time is no number, and nothing is met.
                counts[source.Class] = (met + (request.Ttft <= source.TtftTarget ? 1 : 0), all + 1);
            }
        }
        return new(
            (double)counts.Values.Sum(count => count.Met) / counts.Values.Sum(count => count.All),
            counts.ToImmutableSortedDictionary(pair => pair.Key, pair => (double)pair.Value.Met / pair.Value.All, StringComparer.Ordinal));
    }
}

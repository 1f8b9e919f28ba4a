using Rota.Serving.Engine;
using Rota.Serving.Results;

namespace Rota.Studies.Serving.Laps;

/// <summary>A run in the figures of the LAPS paper. Times in milliseconds, shares in percent. Long is a prompt above 256 tokens.</summary>
internal sealed record LapsOutcome
{
    public required Distribution All { get; init; }

    public required Distribution Short { get; init; }

    public required Distribution Long { get; init; }

    /// <summary>Requests whose first token came behind their target.</summary>
    public required double Violations { get; init; }

    public required double ShortViolations { get; init; }

    public required double LongViolations { get; init; }

    public required double RequestsPerSecond { get; init; }

    /// <summary>Mean prompts a short step.</summary>
    public required double Depth { get; init; }

    /// <summary>Steps that ran from a graph, of all that prefilled.</summary>
    public required double GraphShare { get; init; }

    /// <summary>Padding, of the tokens that graphs computed.</summary>
    public required double Padding { get; init; }

    public required int Moves { get; init; }

    public static LapsOutcome Of(RunResult result)
    {
        if (result.UnfinishedReason is { } reason) throw new InvalidOperationException($"{result.Fleet.Instances[0].Policy.Name} on {result.Workload.Name}: {reason}");
        var finished = result.Requests.Where(request => request.State == RequestState.Finished).ToArray();
        var (few, many) = (finished.Where(r => r.Prompt <= 256).ToArray(), finished.Where(r => r.Prompt > 256).ToArray());
        double Sum(string name) => result.Measures.Where(measure => measure.Name == name).Sum(measure => measure.Value);
        var depths = result.Measures.Where(measure => measure.Name == "depth").ToArray();
        return new()
        {
            All = Ttft(finished),
            Short = Ttft(few),
            Long = Ttft(many),
            Violations = Late(result, finished),
            ShortViolations = Late(result, few),
            LongViolations = Late(result, many),
            RequestsPerSecond = finished.Length / (result.EndSeconds - finished.Min(request => request.Arrival)),
            Depth = depths.Sum(d => d.At * d.Value) / depths.Sum(d => d.Value),
            GraphShare = 100 * Sum("graph-steps") / (Sum("short-steps") + Sum("long-steps")),
            Padding = 100 * (1 - (Sum("graph-tokens") / Sum("padded-tokens"))),
            Moves = result.Measures.Count(measure => measure.Name is "moved-to-short" or "moved-to-long"),
        };
    }

    private static Distribution Ttft(RequestResult[] requests) => Distribution.Of(requests.Select(request => 1e3 * request.Ttft));

    private static double Late(RunResult result, RequestResult[] requests) =>
        requests.Length == 0 ? 0 : 100.0 * requests.Count(request => request.Ttft > (result.Workload.Trace.Requests[request.Request].TtftTarget ?? double.PositiveInfinity)) / requests.Length;
}

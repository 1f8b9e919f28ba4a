using Rota.Serving.Results;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>What a closed loop got out of a server.</summary>
/// <param name="Goodput">Prompt and output tokens of answers within their targets, for each second of the run.</param>
/// <param name="Evictions">Times a request lost its KV, for each answer within its targets.</param>
/// <param name="Attempts">Times a request was sent, for each answer within its targets: what failures add to the load.</param>
/// <param name="KvUse">Mean share of the KV in use.</param>
/// <param name="Seconds">Length of the run.</param>
public readonly record struct GoodputOutcome(double Goodput, double Evictions, double Attempts, double KvUse, double Seconds)
{
    /// <summary>Sums up a run.</summary>
    public static GoodputOutcome Of(RunResult result)
    {
        var good = result.Requests.Where(r => RunSummary.Meets(result, r, new())).ToArray();
        var answers = Math.Max(1.0, good.Length);
        return new(
            good.Sum(r => (double)r.Prompt + r.Output) / result.EndSeconds, result.Preemptions / answers, result.Requests.Sum(r => (double)r.Attempts) / answers,
            result.MeanKvUse, result.EndSeconds);
    }

    /// <summary>Means over seeds.</summary>
    public static GoodputOutcome Mean(IReadOnlyCollection<GoodputOutcome> runs) => new(
        runs.Average(r => r.Goodput), runs.Average(r => r.Evictions), runs.Average(r => r.Attempts), runs.Average(r => r.KvUse), runs.Average(r => r.Seconds));
}

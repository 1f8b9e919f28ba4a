using Rota.Serving.Engine;

namespace Rota.Serving.Results;

/// <summary>What became of one request. Times in seconds from the start of the run; NaN when it did not come to that.</summary>
/// <param name="Request">Its number in the workload.</param>
/// <param name="State">How it ended.</param>
/// <param name="Arrival">When it reached the server.</param>
/// <param name="Scheduled">When it was first scheduled.</param>
/// <param name="FirstToken">When its first token came.</param>
/// <param name="LastToken">When its last token came.</param>
/// <param name="Prompt">Prompt tokens.</param>
/// <param name="Output">Tokens generated.</param>
/// <param name="WaitSeconds">Time in queues, waits after preemptions included.</param>
/// <param name="MaxGap">Largest gap between two of its tokens, seconds.</param>
/// <param name="HitTokens">Prompt tokens found in the cache.</param>
/// <param name="PrefilledTokens">Tokens computed in prefill steps, recomputation included.</param>
/// <param name="Preemptions">How often it lost its KV.</param>
/// <param name="Instance">Where it ended.</param>
/// <param name="Attempts">How often it was sent.</param>
public readonly record struct RequestResult(
    int Request, RequestState State, double Arrival, double Scheduled, double FirstToken, double LastToken, int Prompt, int Output, double WaitSeconds, double MaxGap,
    int HitTokens, int PrefilledTokens, int Preemptions, int Instance, int Attempts)
{
    /// <summary>Time between its first and its last token in which it was paused on the GPU, swapped out, on its way, or back in the queue, seconds.</summary>
    public double PausedSeconds { get; init; }

    /// <summary>Time to the first token, seconds.</summary>
    public double Ttft => FirstToken - Arrival;

    /// <summary>Time per output token behind the first, seconds; 0 for a single token.</summary>
    public double Tpot => (LastToken - FirstToken) / Math.Max(1, Output - 1);

    /// <summary>Time from arrival to last token, seconds.</summary>
    public double Latency => LastToken - Arrival;

    /// <summary>Time from arrival to being scheduled, seconds.</summary>
    public double QueueTime => Scheduled - Arrival;
}

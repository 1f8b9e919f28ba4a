using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// FlowPrefill's scheduling rounds: one prefill job runs at a time, a round is held when a request arrives and when a job completes, and only then; when
/// the order's first is not the job that runs, that job is stopped at its next boundary and keeps its blocks, its progress and its runner slot. Short prompts
/// that wait are joined into one pass as long as the head's deadline allows (SLO batching, 3.3).
/// </summary>
/// <remarks>
/// The released code starts, behind the acknowledgement, what the round chose before it; here the round that chooses is held at the boundary, with all that
/// has arrived by then. On an instance that also decodes, which the paper does not have, prompts go before decoding steps.
/// </remarks>
public sealed record PreemptiveJobs : BatchingChoice
{
    /// <summary>Most tokens of a pass of several prompts, B; 0 for no batching.</summary>
    public int BatchTokens { get; init; } = 2048;

    /// <summary>Share of the head's target that must be left behind the predicted end of a batch, alpha.</summary>
    public double UrgencyFraction { get; init; } = 0.1;

    /// <summary>Prompts that would be late in the pass do not join it; in the paper they do.</summary>
    public bool JoinOnTimeOnly { get; init; }

    /// <summary>Runner slots: most requests that are started and not finished, K.</summary>
    public int Slots { get; init; } = 128;

    /// <summary>Control time before a job's first kernel, milliseconds.</summary>
    public double ControlMilliseconds { get; init; } = 2;

    /// <summary>How the times of batches are predicted.</summary>
    public PredictorOptions Predictor { get; init; } = new();

    /// <inheritdoc/>
    public override string Name => "preemptive-jobs";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is not OperatorSegments ? $"preemptive jobs need prompts that can be stopped, not {policy.Prefill.Name}"
        : policy.Swap is not null ? "preemptive jobs keep the KV of stopped prompts on the GPU; they cannot swap"
        : BatchTokens < 0 ? $"batch tokens {BatchTokens}, expected at least 0"
        : Slots < 1 ? $"{Slots} runner slots, expected at least 1"
        : !(UrgencyFraction is >= 0 and <= 1) ? FormattableString.Invariant($"urgency fraction {UrgencyFraction}, expected 0 to 1")
        : !(ControlMilliseconds is >= 0 and <= 1e6) ? FormattableString.Invariant($"control time {ControlMilliseconds} ms, expected at least 0")
        : null;

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new PreemptiveRounds(this, new PrefillPredictions(Predictor, context));
}

using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// LightLLM's engine loop: prompts are computed whole and alone while decodes wait; between such rounds lie a number of decode steps; when KV runs out
/// the order's victim is evicted and goes to the front; requests that waited too long are given up, and so are, if wanted, running ones that stalled.
/// </summary>
public sealed record PrefillAlone : BatchingChoice
{
    /// <summary>Decode steps between two rounds of admission (max_wait_tokens), at least 1.</summary>
    public int RoundInterval { get; init; } = 2;

    /// <summary>Most requests a round admits; null for as many as fit. The authors' past-future build has 1, their aggressive build no limit.</summary>
    public int? AdmitsPerRound { get; init; } = 1;

    /// <summary>Seconds without first token after which a waiting request is given up (router_sla_abort_ttft); null for never.</summary>
    public double? AbortWaitingSeconds { get; init; } = 8;

    /// <summary>Seconds between two tokens after which a running request is given up (router_sla_abort_tpot); null for never, as in the authors' aggressive build.</summary>
    public double? AbortRunningSeconds { get; init; } = 1.49;

    /// <inheritdoc/>
    public override string Name => $"prefill-alone{(AdmitsPerRound is null ? "-unlimited" : "")}{(AbortRunningSeconds is null ? "-patient" : "")}";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is not WholePrompts ? $"prefill alone computes whole prompts, not {policy.Prefill.Name}"
        : policy.Swap is not null ? "prefill alone evicts and computes again, it does not swap"
        : null;

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context)
    {
        if (RoundInterval < 1) throw new RotaException($"prefill-alone: {RoundInterval} steps between rounds, expected at least 1");
        if (AdmitsPerRound < 1) throw new RotaException($"prefill-alone: {AdmitsPerRound} admissions a round, expected at least 1");
        if (AbortWaitingSeconds <= 0 || AbortRunningSeconds <= 0) throw new RotaException("prefill-alone: limits for giving up, expected more than 0 s");
        return new PrefillRounds(this);
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Preemption by priority (FastSwitch, section 3.1): in every step the longest prefix of the order whose contexts fit runs. What is on the GPU besides is moved
/// out, contexts of idle programs first, then the least urgent requests, only until the prefix fits; what is left stays and pauses. With a
/// <see cref="ServingPolicy.Swap"/> contexts move to the host and back, without one they are recomputed.
/// </summary>
public sealed record PriorityBatching : BatchingChoice
{
    /// <summary>Running requests may be preempted for more urgent ones; else the order is only that in which requests enter.</summary>
    public bool Preempts { get; init; } = true;

    /// <summary>
    /// Ours: of the prefix only those contexts are brought in that the link can bring within the step; whom they will displace runs on until then.
    /// </summary>
    public bool Paced { get; init; }

    /// <summary>Ours: requests behind the prefix that are on the GPU and fit beside it run, too.</summary>
    public bool Backfills { get; init; }

    /// <inheritdoc/>
    public override string Name => (Preempts ? "priority" : "priority-entry") + (Paced ? "-paced" : "") + (Backfills ? "-backfilled" : "");

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is TokenChunks or WholePrompts ? null : $"batching by priority cuts prompts into tokens, not as {policy.Prefill.Name}";

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new PrioritySteps(this);
}

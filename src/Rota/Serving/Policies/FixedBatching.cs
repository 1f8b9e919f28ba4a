using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Fixed batches, as FasterTransformer made them: requests enter together when nothing runs, prefill together, and nobody joins before the last of them is
/// done. Blocks are taken for the prompt and the declared maximum of the answer; where none is declared, answers take blocks as they grow.
/// </summary>
public sealed record FixedBatching : BatchingChoice
{
    /// <summary>Most requests of a batch, at least 1; the engine's own cap holds, too.</summary>
    public int MaxBatch { get; init; } = 128;

    /// <inheritdoc/>
    public override string Name => "fixed";

    /// <inheritdoc/>
    /// <remarks>A batch is bounded by its requests, whatever their tokens.</remarks>
    public override bool HasTokenBudget => false;

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy)
    {
        if (policy.Prefill is not WholePrompts) return $"fixed batches prefill whole prompts, not {policy.Prefill.Name}";
        if (MaxBatch < 1) return $"a batch of {MaxBatch} requests, expected at least 1";
        return policy.Swap is null ? null : $"fixed batches recompute preempted requests, they do not swap as {policy.Swap.Name}";
    }

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new Live(MaxBatch);

    private sealed class Live : Batching
    {
        private readonly int most;
        private readonly WaitingLine line = new(TryEnter);

        public Live(int most) => this.most = most;

        public override bool IsStable(ServingView view, PolicyParts parts) => view.Prefilling.Count == 0;

        public override void Plan(ServingView view, PolicyParts parts, StepDraft draft)
        {
            line.Begin();
            parts.Retention.BeginStep(view, draft);
            DecodeRoom.Plan(view, parts, draft, decodingOnly: true);
            if (view.RunningCount == 0) line.LetInOrRelease(view, parts, draft, Math.Min(most, view.Limits.MaxSequences));
        }

        private static bool TryEnter(ServingView view, StepDraft draft, int request)
        {
            var known = view.Known(request);
            var longest = Math.Min((long)view.Prompt(request) + (view.DeclaredMax(request) ?? 0), Math.Min(view.Limits.MaxModelLength, view.Limits.KvTokens));
            return draft.TryAdmit(request, known - view.CachedTokens(request), roomFor: (int)Math.Max(known, longest));
        }
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours: a request enters when its whole context has room beside what the prompts in progress still need, and a share of the cache stays free for growth; one whose
/// context is held enters at once. vLLM lets a request in when its next chunk fits, and agents' long contexts then push each other out half computed.
/// </summary>
public sealed record WholeContext : AdmissionChoice
{
    /// <summary>Share of the KV blocks that stay free when a request enters; in [0, 1). Default 0.1, tuned on seeds of its own.</summary>
    public double ReserveShare { get; init; } = 0.1;

    /// <inheritdoc/>
    public override string Name => "whole-context";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) => ReserveShare is >= 0 and < 1
        ? new Live((int)(ReserveShare * context.Limits.KvBlocks))
        : throw new RotaException($"a reserve of {ReserveShare} of the KV blocks, expected 0 or more and less than 1");

    private sealed class Live(int reserve) : Admission
    {
        private long owed;

        public override void BeginRound(ServingView view, StepDraft draft)
        {
            owed = 0;
            foreach (var request in view.Prefilling) owed += view.Remaining(request);
        }

        public override AdmissionVerdict Decide(ServingView view, StepDraft draft, int request)
        {
            if (view.Program(request) is var program and >= 0 && view.Holds.ContainsKey(program)) return AdmissionVerdict.Admit;
            // Alone it may enter whatever it needs.
            if (view.RunningCount + view.Restoring.Count + draft.Admitted + view.Holds.Count == 0) return AdmissionVerdict.Admit;
            var size = view.Limits.BlockSize;
            var growth = owed;
            foreach (var item in draft.Plan.Prefills) growth += item.Admits ? view.Known(item.Request) - item.Past - item.Tokens : -item.Tokens;
            var needed = draft.BlocksToAdmit(request, view.Known(request)) + ((growth + size - 1) / size);
            return draft.FreeBlocks - needed >= reserve ? AdmissionVerdict.Admit : AdmissionVerdict.Stop;
        }
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// Admission by planned memory, strictly in order: the first request that does not fit ends the round. When nothing runs the head enters in any case,
/// because waiting longer would not help it.
/// </summary>
internal abstract class MemoryAdmission : Admission
{
    private bool asked;
    private int admittedBefore;

    public sealed override void BeginRound(ServingView view, StepDraft draft)
    {
        (asked, admittedBefore) = (false, draft.Admitted);
        Begin(view, draft);
    }

    public sealed override AdmissionVerdict Decide(ServingView view, StepDraft draft, int request)
    {
        // Whether the blocks of the one before were there is known only now.
        if (asked && draft.Admitted > admittedBefore) Entered();
        (asked, admittedBefore) = (true, draft.Admitted);
        var fits = Fits(view, draft, request);
        return fits || draft.Running == 0 ? AdmissionVerdict.Admit : AdmissionVerdict.Stop;
    }

    /// <summary>Looks at what runs.</summary>
    protected virtual void Begin(ServingView view, StepDraft draft) { }

    /// <summary>Whether a request fits beside what runs and what entered in this round.</summary>
    protected abstract bool Fits(ServingView view, StepDraft draft, int request);

    /// <summary>The request asked about last has entered.</summary>
    protected virtual void Entered() { }

    /// <summary>Tokens of KV that plans may count on: all but the contexts held for programs.</summary>
    protected static long Capacity(ServingView view)
    {
        var capacity = view.Limits.KvTokens;
        foreach (var hold in view.Holds.Values) capacity -= hold.Tokens;
        return capacity;
    }

    /// <summary>Tokens that blocks in use hold or could hold, after what the draft plans.</summary>
    protected static long InUse(ServingView view, StepDraft draft) => (long)(view.Limits.KvBlocks - draft.FreeBlocks) * view.Limits.BlockSize;

    /// <summary>Tokens that a request wastes in its last block, at most.</summary>
    protected static int Waste(ServingView view) => view.Limits.BlockSize - 1;

    /// <summary>Steps until a request's prompt is computed, when prompts share steps with decodes.</summary>
    protected static long PrefillSteps(ServingView view, int request) =>
        view.Remaining(request) is var left and > 1 ? FuturePeak.StepsWithChunks(0, left, view.Limits.TokenBudget, 0) : 0;
}

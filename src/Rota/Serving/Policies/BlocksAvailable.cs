using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A request enters when the blocks of its next chunk are there: vLLM V1's rule, and the draft's own.</summary>
public sealed record BlocksAvailable : AdmissionChoice
{
    /// <inheritdoc/>
    public override string Name => "blocks";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) => new Live();

    private sealed class Live : Admission
    {
        public override AdmissionVerdict Decide(ServingView view, StepDraft draft, int request) => AdmissionVerdict.Admit;
    }
}

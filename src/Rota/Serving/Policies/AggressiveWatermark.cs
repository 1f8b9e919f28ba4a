using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// Looks at memory as it is now: a request enters while less than a share of the KV is in use and its prompt fits (LightLLM's aggressive build, the baseline
/// of arXiv 2507.10150). What running requests will still need is not asked.
/// </summary>
public sealed record AggressiveWatermark : AdmissionChoice
{
    /// <summary>Share of the KV below which requests enter, in (0, 1].</summary>
    public double Watermark { get; init; } = 0.95;

    /// <inheritdoc/>
    public override string Name => "aggressive";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Watermark is > 0 and <= 1 ? new Live(Watermark) : throw new RotaException($"aggressive: watermark {Watermark}, expected more than 0 and at most 1");

    private sealed class Live(double watermark) : MemoryAdmission
    {
        protected override bool Fits(ServingView view, StepDraft draft, int request)
        {
            var used = InUse(view, draft);
            return used < watermark * view.Limits.KvTokens && used + view.Known(request) < view.Limits.KvTokens;
        }
    }
}

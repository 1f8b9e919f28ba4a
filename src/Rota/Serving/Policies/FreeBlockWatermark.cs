using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>A request enters when, its whole prompt counted, a share of the blocks stays free for those that run to grow into (vLLM pull request 44594).</summary>
/// <param name="Share">Share of all blocks, beta, in [0, 1).</param>
public sealed record FreeBlockWatermark(double Share = 0.02) : AdmissionChoice
{
    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"watermark-{Share}");

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Share is >= 0 and < 1 ? new Live(Share) : throw new RotaException($"watermark: share {Share}, expected 0 to less than 1");

    private sealed class Live(double share) : MemoryAdmission
    {
        protected override bool Fits(ServingView view, StepDraft draft, int request) =>
            draft.FreeBlocks - draft.BlocksToAdmit(request, view.Known(request)) >= share * view.Limits.KvBlocks;
    }
}

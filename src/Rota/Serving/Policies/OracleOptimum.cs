using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// The theoretical optimum of arXiv 2507.10150: admits while the future peak with the true lengths fits. No server can do that; it takes an
/// <see cref="Serving.Oracle"/>, and says so. A bound, never a contender.
/// </summary>
/// <param name="Oracle">Of the workload that runs.</param>
public sealed record OracleOptimum(Oracle Oracle) : AdmissionChoice
{
    /// <inheritdoc/>
    public override string Name => "oracle-optimum";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) => new Live(Oracle);

    private sealed class Live(Oracle oracle) : MemoryAdmission
    {
        private readonly FuturePeak peak = new();
        private GrowingRequest candidate;

        protected override void Begin(ServingView view, StepDraft draft)
        {
            peak.Clear();
            for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
                peak.Add(Growing(view, request, computed: view.Remaining(request) == 1));
        }

        protected override bool Fits(ServingView view, StepDraft draft, int request)
        {
            candidate = Growing(view, request, computed: false);
            return peak.PeakWith(candidate) <= Capacity(view);
        }

        protected override void Entered() => peak.Add(candidate);

        /// <summary>The last token made has no KV yet, and the very last never gets any; the step that ends a prompt makes the first token.</summary>
        private GrowingRequest Growing(ServingView view, int request, bool computed)
        {
            var left = oracle.OutputOf(request) - view.Generated(request);
            return computed
                ? new(view.Known(request) - 1 + Waste(view), left)
                : new(view.Known(request) + Waste(view), left - 1 + Math.Max(0, PrefillSteps(view, request) - 1));
        }
    }
}

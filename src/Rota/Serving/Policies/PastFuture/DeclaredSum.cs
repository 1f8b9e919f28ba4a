using Rota.Serving.Engine;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>A plain sum: every request is to grow to the most it may generate, and all of them are to fit a multiple of the KV.</summary>
internal sealed class DeclaredSum(double factor, double reserve, int defaultMaximum) : MemoryAdmission
{
    private long sum;
    private long candidate;

    protected override void Begin(ServingView view, StepDraft draft)
    {
        sum = 0;
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request)) sum += Most(view, request);
    }

    protected override bool Fits(ServingView view, StepDraft draft, int request)
    {
        candidate = Most(view, request);
        return sum + candidate <= Capacity(view) * factor * (1 - reserve);
    }

    protected override void Entered() => sum += candidate;

    private long Most(ServingView view, int request) => view.Prompt(request) + (long)(view.DeclaredMax(request) ?? defaultMaximum) + Waste(view);
}

using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// LightLLM's main line of July 2025: the future peak with declared maxima; while memory use is below a ratio, with a tenth more than was generated, at least
/// 1024, instead. Six tokens of slack for each request.
/// </summary>
public sealed record MainlineLightllm : AdmissionChoice
{
    private const int Slack = 6;
    private const int Shortest = 1024;

    /// <summary>Share of the KV in use below which lengths are guessed from what was generated (router_token_ratio), in [0, 1].</summary>
    public double TokenRatio { get; init; }

    /// <summary>Most tokens of a request whose client does not say.</summary>
    public int DefaultMaximum { get; init; } = 12_000;

    /// <inheritdoc/>
    public override string Name => "lightllm-mainline";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        TokenRatio is >= 0 and <= 1 ? new Live(this) : throw new RotaException($"lightllm-mainline: token ratio {TokenRatio}, expected 0 to 1");

    private sealed class Live(MainlineLightllm options) : MemoryAdmission
    {
        private readonly FuturePeak peak = new();
        private GrowingRequest candidate;
        private bool guesses;

        public override bool IsStable => options.TokenRatio == 0;

        protected override void Begin(ServingView view, StepDraft draft)
        {
            guesses = InUse(view, draft) < options.TokenRatio * view.Limits.KvTokens;
            peak.Clear();
            for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request)) peak.Add(Growing(view, request));
        }

        protected override bool Fits(ServingView view, StepDraft draft, int request)
        {
            candidate = Growing(view, request);
            return peak.PeakWith(candidate) < Capacity(view);
        }

        protected override void Entered() => peak.Add(candidate);

        private GrowingRequest Growing(ServingView view, int request)
        {
            var (generated, cap) = (view.Generated(request), view.DeclaredMax(request) ?? options.DefaultMaximum);
            var length = guesses ? Math.Min(cap, Math.Max((int)(1.1 * generated), Shortest)) : cap;
            return new(view.Known(request) + Waste(view), Math.Max(0, length - generated) + Slack + PrefillSteps(view, request));
        }
    }
}

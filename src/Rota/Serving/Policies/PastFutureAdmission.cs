using Rota.Serving.Engine;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Serving.Policies;

/// <summary>
/// Predicts the length of every request from those that finished lately and admits while the highest memory use the batch will ever reach fits (Gong et al.,
/// ASPLOS 2025, arXiv 2507.10150; rules and defaults of the authors' server).
/// </summary>
public sealed record PastFutureAdmission : AdmissionChoice
{
    /// <summary>Finished lengths kept, w.</summary>
    public int Window { get; init; } = 40;

    /// <summary>What half of them are at the start, tokens.</summary>
    public int InitialLength { get; init; } = 6000;

    /// <summary>Share of the KV that is never planned for, rho, in [0, 1).</summary>
    public double Reserve { get; init; } = 0.05;

    /// <summary>Most tokens of a request whose client does not say.</summary>
    public int DefaultMaximum { get; init; } = 12_000;

    /// <summary>Counts the steps that prompts in pieces take (for batching that mixes them with decodes).</summary>
    public bool CountsPrefillSteps { get; init; }

    /// <inheritdoc/>
    public override string Name => Window == 40 ? "past-future" : $"past-future-w{Window}";

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Reserve is >= 0 and < 1 ? new Live(this, context) : throw new RotaException($"past-future: reserve {Reserve}, expected 0 to less than 1");

    private sealed class Live : MemoryAdmission
    {
        private readonly PastFutureAdmission options;
        private readonly LengthHistory history;
        private readonly LengthSamples samples;
        private double limit;

        public Live(PastFutureAdmission options, PolicyContext context)
        {
            this.options = options;
            history = new(options.Window, options.InitialLength);
            samples = new(history, context.Random.Split("lengths"));
        }

        /// <summary>Every round draws anew.</summary>
        public override bool IsStable => false;

        public override void Finished(ServingView view, int request) => history.Add(view.Generated(request));

        protected override void Begin(ServingView view, StepDraft draft)
        {
            limit = Capacity(view) * (1 - options.Reserve);
            samples.Begin(view.RunningCount);
            for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
                samples.AddRunning(view.Known(request) + Waste(view), view.Generated(request), Cap(view, request), options.CountsPrefillSteps ? PrefillSteps(view, request) : 0);
        }

        protected override bool Fits(ServingView view, StepDraft draft, int request) =>
            samples.PeakWith(view.Prompt(request) + Waste(view), view.Generated(request), Cap(view, request)) < limit;

        protected override void Entered() => samples.Admit();

        private int Cap(ServingView view, int request) => view.DeclaredMax(request) ?? options.DefaultMaximum;
    }
}

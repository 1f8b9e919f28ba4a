using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// S-EDF of FlowPrefill (3.2): requests that can still meet their deadline come first, the earliest deadline first among them; those that cannot, by their
/// predicted time, come behind. A request can when deadline - now - remaining prediction is above 0.
/// </summary>
public sealed record SlackAwareEdf : OrderChoice
{
    /// <summary>How prefill times are predicted.</summary>
    public PredictorOptions Predictor { get; init; } = new();

    /// <summary>The order among those that cannot.</summary>
    public InfeasibleOrder Infeasible { get; init; } = InfeasibleOrder.LatestDeadline;

    /// <summary>
    /// Seconds behind its deadline after which a request goes before all others, so that it does not starve; null for never, as in the paper.
    /// </summary>
    public double? AgingSeconds { get; init; }

    /// <inheritdoc/>
    public override string Name => "s-edf";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context)
    {
        if (AgingSeconds is { } aging && !(aging >= 0 && aging <= SimTime.MaxSeconds))
            throw new RotaException(FormattableString.Invariant($"aging {aging} s, expected at least 0"));
        return new Live(this, new PrefillPredictions(Predictor, context));
    }

    private sealed class Live(SlackAwareEdf options, PrefillPredictions predictions) : RequestOrder
    {
        private const long Aged = -1, Feasible = 0, Late = 1;
        private readonly long aging = options.AgingSeconds is { } seconds ? SimTime.FromSeconds(seconds) : SimTime.Never;

        public override bool IsStatic => false;

        public override OrderKey Key(ServingView view, int request)
        {
            var deadline = view.Deadline(request);
            // Ties: those that run before those that wait, then by arrival.
            var tie = view.State(request) == RequestState.Waiting ? (SimTime.Never / 2) + view.Arrival(request) : view.Arrival(request);
            if (deadline == SimTime.Never) return new(Feasible, deadline, tie);
            if (deadline - view.Now - predictions.Remaining(view, request) > 0) return new(Feasible, deadline, tie);
            if (aging != SimTime.Never && view.Now - deadline >= aging) return new(Aged, deadline, tie);
            return new(Late, options.Infeasible switch
            {
                InfeasibleOrder.LatestDeadline => -deadline,
                InfeasibleOrder.EarliestDeadline => deadline,
                _ => view.Arrival(request),
            }, tie);
        }

        public override void StepEnded(ServingView view, StepPlan plan, long duration) => predictions.Learn(view, plan, duration);
    }
}

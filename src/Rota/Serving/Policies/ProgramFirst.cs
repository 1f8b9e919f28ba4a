using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Programs in order of arrival, whatever turn they are at; before them requests whose context is held, and before those the ones that lost their KV. The
/// program that came last makes room. Continuum (arXiv 2511.02230), Algorithm 1.
/// </summary>
public sealed record ProgramFirst : OrderChoice
{
    /// <inheritdoc/>
    public override string Name => "program-first";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live();

    private sealed class Live : RequestOrder
    {
        public override OrderKey Key(ServingView view, int request)
        {
            var rank = view.IsPreempted(request) ? 0 : view.Program(request) is var program and >= 0 && view.Holds.ContainsKey(program) ? 1 : 2;
            return new(rank, view.ProgramArrival(request), view.Arrival(request));
        }

        public override int Victim(ServingView view, StepDraft draft)
        {
            var victim = -1;
            for (var request = view.LastRunning; request >= 0; request = view.PreviousRunning(request))
                if (!draft.IsGone(request) && (victim < 0 || view.ProgramArrival(request) > view.ProgramArrival(victim))) victim = request;
            return victim;
        }
    }
}

using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Requests in order of arrival; by default the one admitted last makes room. What vLLM calls fcfs.</summary>
public sealed record FirstComeFirstServed : OrderChoice
{
    /// <summary>Which running request loses its KV when room is needed.</summary>
    public VictimRule Victim { get; init; }

    /// <inheritdoc/>
    public override string Name => Victim switch
    {
        VictimRule.LatestArrival => "fcfs-evict-newest",
        VictimRule.LeastComputed => "fcfs-evict-least",
        _ => "fcfs",
    };

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live(Victim);

    private sealed class Live(VictimRule rule) : RequestOrder
    {
        public override OrderKey Key(ServingView view, int request) => new(view.Arrival(request));

        public override int Victim(ServingView view, StepDraft draft)
        {
            if (rule == VictimRule.LastAdmitted) return draft.LastRunning;
            var (victim, worst) = (-1, default(OrderKey));
            for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
            {
                if (draft.IsGone(request)) continue;
                var key = rule == VictimRule.LatestArrival ? new OrderKey(-view.Arrival(request), -request) : new OrderKey(view.Computed(request), -view.Arrival(request), -request);
                if (victim < 0 || key < worst) (victim, worst) = (request, key);
            }
            return victim;
        }
    }
}

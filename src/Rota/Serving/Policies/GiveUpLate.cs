using System.Globalization;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Another rule of admission, and who is too late for his first token is given up when his turn comes, so that an overload costs the requests that cannot be
/// served in time instead of all. What LightLLM's router does with requests that waited too long.
/// </summary>
/// <param name="Rule">Who may enter otherwise.</param>
/// <param name="Seconds">From arrival, for requests without a target of their own; more than 0.</param>
public sealed record GiveUpLate(AdmissionChoice Rule, double Seconds = 8) : AdmissionChoice
{
    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"{Rule.Name}-within-{Seconds}s");

    /// <inheritdoc/>
    public override Admission Create(PolicyContext context) =>
        Seconds > 0 ? new Live(Rule.Create(context), SimTime.FromSeconds(Seconds)) : throw new RotaException($"give up late: {Seconds} s, expected more than 0");

    private sealed class Live(Admission rule, long limit) : Admission
    {
        /// <summary>Time passes while requests decode.</summary>
        public override bool IsStable => false;

        public override int MaxPerStep => rule.MaxPerStep;

        public override void BeginRound(ServingView view, StepDraft draft) => rule.BeginRound(view, draft);

        public override AdmissionVerdict Decide(ServingView view, StepDraft draft, int request)
        {
            var target = view.TtftTarget(request) is var own and < SimTime.Never ? own : limit;
            return view.FirstToken(request) == SimTime.Never && view.Now - view.Arrival(request) > target ? AdmissionVerdict.Abort : rule.Decide(view, draft, request);
        }

        public override void Queued(ServingView view, int request) => rule.Queued(view, request);

        public override void Admitted(ServingView view, int request) => rule.Admitted(view, request);

        public override void FirstTokenMade(ServingView view, int request) => rule.FirstTokenMade(view, request);

        public override void Finished(ServingView view, int request) => rule.Finished(view, request);

        public override void Preempted(ServingView view, int request) => rule.Preempted(view, request);

        public override void Aborted(ServingView view, int request) => rule.Aborted(view, request);

        public override void HandedOver(ServingView view, int request, int target) => rule.HandedOver(view, request, target);

        public override IEnumerable<PolicyMeasure> Measures => rule.Measures;

        public override void StepEnded(ServingView view, StepPlan plan, long duration) => rule.StepEnded(view, plan, duration);
    }
}

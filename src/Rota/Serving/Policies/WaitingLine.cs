using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The waiting requests in the order's order, let in one by one as long as the admission rule and the batching agree.</summary>
/// <param name="enter">Plans a request's entry; false, and nothing planned, when there is no room for it.</param>
internal sealed class WaitingLine(Func<ServingView, StepDraft, int, bool> enter)
{
    private readonly List<(OrderKey Key, int Request)> sorted = [];

    /// <summary>True when the first of the line that did not get in stays out until something happens besides decoding.</summary>
    public bool Blocked { get; private set; }

    /// <summary>Forgets what the last step found.</summary>
    public void Begin() => Blocked = false;

    /// <summary>True when no waiting request can get in while requests only decode.</summary>
    public bool IsStable(ServingView view, PolicyParts parts) =>
        view.WaitingCount == 0 || (Blocked && parts.Order.IsStatic && parts.Admission.IsStable);

    /// <summary>Lets requests in.</summary>
    /// <param name="view">The instance.</param>
    /// <param name="parts">Order and admission rule.</param>
    /// <param name="draft">The plan.</param>
    /// <param name="most">Most requests that may run.</param>
    public void LetIn(ServingView view, PolicyParts parts, StepDraft draft, int most)
    {
        if (view.WaitingCount == 0) return;
        parts.Admission.BeginRound(view, draft);
        var inOrder = parts.Order.IsStatic;
        if (!inOrder) Sort(view, parts);
        for (var place = 0; place < view.WaitingCount && !Blocked; place++)
        {
            if (draft.Running >= most || draft.Admitted >= parts.Admission.MaxPerStep) break;
            var request = inOrder ? view.Waiting(place) : sorted[place].Request;
            switch (parts.Admission.Decide(view, draft, request))
            {
                case AdmissionVerdict.Abort:
                    draft.Abort(request);
                    break;
                case AdmissionVerdict.Skip:
                    break;
                case AdmissionVerdict.Stop:
                    Blocked = true;
                    break;
                default:
                    Blocked = view.HasRemoteKv(request) ? !draft.TryReceive(request) : !enter(view, draft, request);
                    break;
            }
        }
        Blocked |= draft.Running >= most;
    }

    /// <summary>Lets requests in, and when nothing runs and nothing fits, lets go of what is held for programs until something does.</summary>
    public void LetInOrRelease(ServingView view, PolicyParts parts, StepDraft draft, int most)
    {
        LetIn(view, parts, draft, most);
        if (view.WaitingCount == 0 || view.RunningCount > 0) return;
        while (draft.Plan.ComputesNothing && parts.Retention.ReleaseForRoom(view, draft) is var program and >= 0)
        {
            draft.Release(program);
            Blocked = false;
            LetIn(view, parts, draft, most);
        }
    }

    private void Sort(ServingView view, PolicyParts parts)
    {
        sorted.Clear();
        parts.Order.BeginSort(view);
        for (var i = 0; i < view.WaitingCount; i++) sorted.Add((parts.Order.Key(view, view.Waiting(i)), view.Waiting(i)));
        sorted.Sort();
    }
}

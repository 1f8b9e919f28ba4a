using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A router that knows what it sent out and has not yet got back: requests and their prompt tokens, by instance.</summary>
internal abstract class CountingPlacement : Placement
{
    private int[] where = [];
    private long[] requests = [];
    private long[] tokens = [];

    /// <summary>Requests that an instance has, waiting or running, or that are on their way to it.</summary>
    protected long Requests(int instance) => instance < requests.Length ? requests[instance] : 0;

    /// <summary>Prompt tokens of those requests.</summary>
    protected long Tokens(int instance) => instance < tokens.Length ? tokens[instance] : 0;

    public override void Queued(ServingView view, int request) => Move(view, request, view.Instance);

    public override void HandedOver(ServingView view, int request, int target) => Move(view, request, target);

    public override void Finished(ServingView view, int request) => Move(view, request, -1);

    public override void Aborted(ServingView view, int request) => Move(view, request, -1);

    /// <summary>The candidate with the least load; the first of equals.</summary>
    protected int Least(ReadOnlySpan<int> candidates, bool byTokens)
    {
        var best = candidates[0];
        foreach (var candidate in candidates)
            if ((byTokens ? Tokens(candidate).CompareTo(Tokens(best)) : Requests(candidate).CompareTo(Requests(best))) < 0) best = candidate;
        return best;
    }

    private void Move(ServingView view, int request, int target)
    {
        if (where.Length == 0)
        {
            where = new int[view.RequestCount];
            Array.Fill(where, -1);
        }
        if (where[request] == target) return;
        if (where[request] >= 0) Add(where[request], -1, -view.Prompt(request));
        if (target >= 0) Add(target, 1, view.Prompt(request));
        where[request] = target;
    }

    private void Add(int instance, int count, int prompt)
    {
        if (instance >= requests.Length)
        {
            Array.Resize(ref requests, instance + 1);
            Array.Resize(ref tokens, instance + 1);
        }
        requests[instance] += count;
        tokens[instance] += prompt;
    }
}

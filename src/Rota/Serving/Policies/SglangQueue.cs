using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="SglangOrder"/> orders.</summary>
internal sealed class SglangQueue(SglangOrder options, RandomStream random) : RequestOrder
{
    private readonly HashSet<int> putBack = [];
    private readonly HashSet<long> inFront = [];
    private readonly Dictionary<int, int> ranks = [];
    private bool byArrival;

    public override bool IsStatic => options.Rule is not (SglangRule.LongestPrefix or SglangRule.DepthFirst);

    public override void BeginSort(ServingView view)
    {
        putBack.Clear();
        ranks.Clear();
        byArrival = options.Rule == SglangRule.LongestPrefix && view.WaitingCount > options.MaxSorted;
        if (byArrival) return;
        if (options.Rule == SglangRule.DepthFirst) new PrefixWalk(view).Rank(ranks);
        else PutBack(view);
    }

    public override OrderKey Key(ServingView view, int request) => options.Rule switch
    {
        SglangRule.LongestPrefix when !byArrival => new(putBack.Contains(request) ? 1 : 0, -view.CachedTokens(request), view.Arrival(request)),
        SglangRule.DepthFirst => new(ranks.GetValueOrDefault(request), view.Arrival(request)),
        SglangRule.LongestOutput => new(-(view.DeclaredMax(request) ?? int.MaxValue), view.Arrival(request)),
        // A place of its own for each request instead of a new shuffle each step: who is next is as much by chance.
        SglangRule.Random => new((long)(random.Split(request).NextBits() >> 1)),
        SglangRule.Priority => new(view.Class(request), view.Arrival(request)),
        _ => new(view.Arrival(request)),
    };

    public override int Victim(ServingView view, StepDraft draft)
    {
        var victim = -1;
        for (var request = view.FirstRunning; request >= 0; request = view.NextRunning(request))
        {
            if (draft.IsGone(request) || !view.IsDecoding(request)) continue;
            if (victim < 0 || Goes(view, request, victim)) victim = request;
        }
        return victim;
    }

    private static bool Goes(ServingView view, int request, int victim) =>
        view.Generated(request) is var made && (made < view.Generated(victim) || (made == view.Generated(victim) && view.Prompt(request) > view.Prompt(victim)));

    private void PutBack(ServingView view)
    {
        inFront.Clear();
        var block = ((options.Shared + view.Limits.BlockSize - 1) / view.Limits.BlockSize) - 1;
        for (var i = 0; i < view.WaitingCount; i++)
        {
            var request = view.Waiting(i);
            if (view.CachedTokens(request) > options.FewCached || view.PrefixName(request, block) is not (var name and >= 0)) continue;
            if (!inFront.Add(name)) putBack.Add(request);
        }
    }
}

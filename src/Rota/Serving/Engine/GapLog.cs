using Rota.Serving.Results;

namespace Rota.Serving.Engine;

/// <summary>
/// Gaps between tokens of the requests that decode in lock step: a step's gap counts for all members at once, by class; a request's largest gap is the
/// largest of the steps it was in, found in a stack of suffix maxima.
/// </summary>
internal sealed class GapLog(int classes, Workload workload, RequestTable table)
{
    private readonly int[] members = new int[classes];
    private readonly List<int> fresh = [];
    private readonly List<(long Step, long Gap)> maxima = [];

    /// <summary>When the last step of the group ended.</summary>
    public long LastEnd { get; private set; } = -1;

    /// <summary>Gaps of each class.</summary>
    public WeightedSample[] ByClass { get; } = [.. Enumerable.Range(0, classes).Select(_ => new WeightedSample())];

    /// <summary>A request joined the group; its last token came at <paramref name="lastToken"/>.</summary>
    public void Join(int request, long lastToken, long step)
    {
        members[workload.Class[request]]++;
        table.LastToken[request] = lastToken;
        if (lastToken != LastEnd || maxima.Count == 0) fresh.Add(request);
    }

    /// <summary>A request left the group behind step <paramref name="step"/>.</summary>
    public void Leave(int request, long step)
    {
        members[workload.Class[request]]--;
        if (fresh.Remove(request)) return;
        if (step > table.JoinStep[request]) table.MaxGap[request] = Math.Max(table.MaxGap[request], MaxSince(table.JoinStep[request] + table.FreshSteps[request]));
        if (step > table.JoinStep[request]) table.LastToken[request] = LastEnd;
        table.FreshSteps[request] = 0;
        if (members.AsSpan().IndexOfAnyExcept(0) < 0) maxima.Clear();
    }

    /// <summary>Step number <paramref name="step"/> of the group ended.</summary>
    public void Step(long step, long end)
    {
        var gap = end - LastEnd;
        if (fresh.Count > 0) Settle(end);
        else Count(gap);
        Push(step, gap);
        LastEnd = end;
    }

    /// <summary>A gap of one request alone.</summary>
    public void Add(int request, long gap)
    {
        table.MaxGap[request] = Math.Max(table.MaxGap[request], gap);
        ByClass[workload.Class[request]].Add(gap);
    }

    private void Settle(long end)
    {
        foreach (var request in fresh)
        {
            var own = end - table.LastToken[request];
            table.MaxGap[request] = Math.Max(table.MaxGap[request], own);
            table.FreshSteps[request] = 1;
            ByClass[workload.Class[request]].Add(own);
            members[workload.Class[request]]--;
        }
        Count(end - LastEnd);
        foreach (var request in fresh) members[workload.Class[request]]++;
        fresh.Clear();
    }

    private void Count(long gap)
    {
        for (var i = 0; i < members.Length; i++)
            if (members[i] > 0) ByClass[i].Add(gap, members[i]);
    }

    private void Push(long step, long gap)
    {
        while (maxima.Count > 0 && maxima[^1].Gap <= gap) maxima.RemoveAt(maxima.Count - 1);
        maxima.Add((step, gap));
    }

    /// <summary>The largest gap of the steps behind <paramref name="step"/>.</summary>
    private long MaxSince(long step)
    {
        int low = 0, high = maxima.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (maxima[middle].Step > step) high = middle;
            else low = middle + 1;
        }
        return low < maxima.Count ? maxima[low].Gap : 0;
    }
}

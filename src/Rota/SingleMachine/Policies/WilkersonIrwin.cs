namespace Rota.SingleMachine.Policies;

/// <summary>
/// Wilkerson and Irwin's list method (1971). A pivot job is compared with the next by due date at the current time: the earlier due keeps the lead if
/// now + max(p) is at most max(d), else the shorter goes first. A job that takes the pivot's place is then held against the last scheduled job, which goes back to
/// the list when the rule says so. Details beyond that are ours. O(n^2) comparisons at most, in practice a pass.
/// </summary>
public sealed class WilkersonIrwin : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "wilkerson-irwin";

    /// <inheritdoc/>
    public override string Description => "earliest due date first, the shorter of two neighbours where both cannot be on time, looking back (Wilkerson and Irwin 1971)";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var list = new LinkedList<int>(JobOrders.ByDueThenProcessing(problem));
        var place = new int[problem.Jobs.Length];
        var next = 0;
        foreach (var job in list) place[job] = next++;
        var sequence = new List<int>(problem.Jobs.Length);
        long now = 0;
        // Every return to the list puts a shorter job before a longer one, so it ends by itself.
        for (var step = 1; list.First is { } pivot; step++)
        {
            if ((step & 255) == 0 && stop?.Invoke() == true) return null;
            if (pivot.Next is { } rival && !Keeps(problem, pivot.Value, rival.Value, now))
            {
                // The rival leads; whom it displaces behind it goes back to the list.
                list.Remove(rival);
                while (sequence.Count > 0)
                {
                    var last = sequence[^1];
                    var before = now - problem.Jobs[last].Processing;
                    if (Keeps(problem, last, rival.Value, before)) break;
                    sequence.RemoveAt(sequence.Count - 1);
                    now = before;
                    Insert(list, place, last);
                }
                sequence.Add(rival.Value);
                now += problem.Jobs[rival.Value].Processing;
                continue;
            }
            list.RemoveFirst();
            sequence.Add(pivot.Value);
            now += problem.Jobs[pivot.Value].Processing;
        }
        return [.. sequence];
    }

    private static bool Keeps(TardinessProblem problem, int first, int second, long now)
    {
        var (a, b) = (problem.Jobs[first], problem.Jobs[second]);
        return a.Processing <= b.Processing || now + Math.Max(a.Processing, b.Processing) <= Math.Max(a.Due, b.Due);
    }

    private static void Insert(LinkedList<int> list, int[] place, int job)
    {
        var node = list.First;
        while (node is not null && place[node.Value] < place[job]) node = node.Next;
        if (node is null) list.AddLast(job);
        else list.AddBefore(node, job);
    }
}

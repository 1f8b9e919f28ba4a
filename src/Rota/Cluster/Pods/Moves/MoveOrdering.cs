namespace Rota.Cluster.Pods.Moves;

/// <summary>Finds the order of a journal.</summary>
internal sealed class MoveOrdering
{
    private readonly PodProblem problem;
    private readonly PodPlan plan;
    private readonly ClusterState state;
    private readonly List<MoveStep> steps = [];
    private readonly List<int> waiting = [];
    private readonly List<int> moving = [];
    private readonly int[] away;
    private readonly int[][] budgetsOf;

    public MoveOrdering(PodProblem problem, PodPlan plan)
    {
        (this.problem, this.plan, state) = (problem, plan, new ClusterState(problem));
        away = new int[problem.Budgets.Length];
        budgetsOf = [.. problem.Pods.Select(pod => Enumerable.Range(0, away.Length).Where(b => problem.Budgets[b].Covers(pod)).ToArray())];
        waiting.AddRange(plan.With(problem, PodFate.Placed));
        moving.AddRange(plan.With(problem, PodFate.Moved));
    }

    public MoveJournal Order()
    {
        foreach (var p in plan.With(problem, PodFate.Evicted)) Evict(p, parked: false);
        while (waiting.Count + moving.Count > 0)
            if (!BindSome() && !MoveOne() && !ParkOne()) break;
        return new([.. steps], [.. waiting.Concat(moving)]);
    }

    private bool BindSome()
    {
        var some = false;
        foreach (var p in waiting.OrderBy(p => problem.Rank[p]).ToArray())
        {
            if (!state.HasRoom(p, plan.Nodes[p])) continue;
            waiting.Remove(p);
            Bind(p);
            some = true;
        }
        return some;
    }

    /// <summary>A move whose target has room: the pod is away for a moment only.</summary>
    private bool MoveOne()
    {
        foreach (var p in moving)
        {
            if (!state.HasRoom(p, plan.Nodes[p]) || !MayLeave(p)) continue;
            moving.Remove(p);
            Evict(p, parked: false);
            Bind(p);
            return true;
        }
        return false;
    }

    /// <summary>Nothing has room: the least important pod that helps somebody leaves first and waits.</summary>
    private bool ParkOne()
    {
        var wanted = waiting.Concat(moving).Select(p => plan.Nodes[p]).ToHashSet();
        var candidates = moving.Where(MayLeave).ToArray();
        if (candidates.Length == 0) return false;
        var chosen = candidates.OrderByDescending(p => wanted.Contains(problem.Pods[p].Node)).ThenByDescending(p => problem.Rank[p]).ThenBy(p => p).First();
        moving.Remove(chosen);
        Evict(chosen, parked: true);
        waiting.Add(chosen);
        return true;
    }

    private bool MayLeave(int pod) => budgetsOf[pod].All(b => away[b] < problem.Budgets[b].Allowed);

    private void Evict(int pod, bool parked)
    {
        steps.Add(new(MoveAction.Evict, pod, state.NodeOf[pod], parked));
        state.Remove(pod);
        foreach (var b in budgetsOf[pod]) away[b]++;
    }

    private void Bind(int pod)
    {
        state.Put(pod, plan.Nodes[pod], plan.Devices.IsDefaultOrEmpty ? [] : plan.Devices[pod]);
        steps.Add(new(MoveAction.Bind, pod, plan.Nodes[pod], false));
        if (problem.Pods[pod].Node >= 0)
            foreach (var b in budgetsOf[pod]) away[b]--;
    }
}

using Rota.Cluster.Pods.Simulation;
using Rota.Solving;

namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// What tools do that evict and leave the rest to the cluster's scheduler: pods are taken off their nodes, then the twin of kube-scheduler places them and what is pending. Nobody knows
/// beforehand where they go, or whether they go anywhere.
/// </summary>
internal sealed class EvictAndSchedule
{
    private readonly PodProblem problem;
    private readonly Run<PodPlan> run;
    private readonly int[] left;
    private readonly List<int> evicted = [];

    public EvictAndSchedule(PodProblem problem, Run<PodPlan> run)
    {
        (this.problem, this.run, State) = (problem, run, new ClusterState(problem));
        left = [.. problem.Budgets.Select(budget => budget.Allowed)];
        Places = Math.Max(-1, problem.Resources.IndexOf(ResourceNames.Pods));
    }

    /// <summary>The cluster with what was evicted so far.</summary>
    public ClusterState State { get; }

    /// <summary>The resource that counts pods, -1 for none.</summary>
    private int Places { get; }

    /// <summary>What is taken of a node, in percent: processing, memory, and places for pods where they are counted.</summary>
    public double[] Use(int node)
    {
        var free = State.Free(node);
        var use = new double[Places < 0 ? 2 : 3];
        for (var i = 0; i < use.Length; i++)
        {
            var r = i < 2 ? i : Places;
            use[i] = problem.Nodes[node].Capacity[r] is var capacity && capacity > 0 ? 100.0 * (capacity - free[r]) / capacity : 0;
        }
        return use;
    }

    /// <summary>Pods of a node that may be evicted, the least important first.</summary>
    public int[] Evictable(int node) => [.. Enumerable.Range(0, problem.Pods.Length).Where(p => State.NodeOf[p] == node && !problem.IsFixed(p)).OrderByDescending(p => problem.Rank[p])];

    /// <summary>True when the budgets let the pod go.</summary>
    public bool MayGo(int pod) => Enumerable.Range(0, left.Length).All(b => !problem.Budgets[b].Covers(problem.Pods[pod]) || left[b] > 0);

    /// <summary>True when some node of those takes the pod now; it must be off its node.</summary>
    public bool FitsSomewhere(int pod, Func<int, bool> nodes)
    {
        foreach (var n in problem.Eligible(pod))
            if (nodes(n) && State.HasRoom(pod, n)) return true;
        return false;
    }

    /// <summary>Takes a pod off its node.</summary>
    public void Evict(int pod)
    {
        for (var b = 0; b < left.Length; b++)
            if (problem.Budgets[b].Covers(problem.Pods[pod])) left[b]--;
        State.Remove(pod);
        evicted.Add(pod);
    }

    /// <summary>The scheduler's turn; offers what comes of it.</summary>
    public void Finish(string name, bool packs)
    {
        var scheduler = new DefaultScheduler(State, run.Seed, new DefaultSchedulerOptions { Packs = packs });
        scheduler.Arrive([.. evicted, .. Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Pods[p].Node < 0 && !problem.IsFixed(p))]);
        var plan = State.ToPlan();
        if (PodChecker.Instance.Check(problem, plan).Accepted) run.Offer(plan, PodScore.Of(problem, plan).Objective, name);
        else run.GiveUp($"{name} would break a rule that plans must keep here, such as a budget or a pod that must not be moved");
    }
}

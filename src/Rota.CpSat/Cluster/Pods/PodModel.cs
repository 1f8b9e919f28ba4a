using Google.OrTools.Sat;
using Rota.Cluster.Pods;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>
/// Pod packing with replicas taken together: for each group and node the number of its pods there, and how many of them stay. Of a whole cluster, or of some nodes and pods while
/// everything else keeps its place in a plan.
/// </summary>
internal sealed class PodModel
{
    private readonly PodProblem problem;
    private readonly PodPlan plan;
    private readonly bool[]? freeNodes;
    private readonly List<PodPart> parts = [];

    /// <param name="problem">The cluster.</param>
    /// <param name="plan">Where everything is that the model leaves alone.</param>
    /// <param name="freeNodes">The nodes that may change; null for all.</param>
    /// <param name="freePods">Of the pods on them and without a node, those that may change; null for all.</param>
    public PodModel(PodProblem problem, PodPlan plan, bool[]? freeNodes = null, Func<int, bool>? freePods = null)
    {
        (this.problem, this.plan, this.freeNodes) = (problem, plan, freeNodes);
        foreach (var group in problem.Groups)
        {
            if (problem.IsFixed(group.Members[0])) continue;
            int[] members = [.. group.Members.Where(p => (plan.Nodes[p] < 0 || IsFree(plan.Nodes[p])) && (freePods is null || freePods(p)))];
            if (members.Length > 0) parts.Add(new(this, group, members));
        }
        Capacities();
        if (problem.Limits is not null || problem.Budgets.Length + problem.Quotas.Length > 0 || problem.Pods.Any(pod => pod.Rules.Spread.Length + pod.Rules.Apart.Length > 0)) new PodModelRules(problem, this).Add();
    }

    /// <summary>The cluster.</summary>
    public PodProblem Problem => problem;

    /// <summary>The model.</summary>
    public CpModel Cp { get; } = new();

    /// <summary>The groups that may change.</summary>
    public IReadOnlyList<PodPart> Parts => parts;

    /// <summary>Where everything is that the model leaves alone.</summary>
    public PodPlan Plan => plan;

    /// <summary>For each pod whether it may change.</summary>
    public bool[] Changes()
    {
        var changes = new bool[problem.Pods.Length];
        foreach (var part in parts)
            foreach (var p in part.Members) changes[p] = true;
        return changes;
    }

    /// <summary>True when the node may change.</summary>
    public bool IsFree(int node) => freeNodes is null || freeNodes[node];

    /// <summary>Pods without a node in the tiers from one to another, both included.</summary>
    public LinearExpr Unplaced(int from, int to)
    {
        var chosen = parts.Where(part => part.Rank >= from && part.Rank <= to).ToArray();
        return chosen.Length == 0 ? LinearExpr.Constant(0) : LinearExpr.Constant(chosen.Sum(part => part.Members.Length)) - LinearExpr.Sum(chosen.Select(part => part.Placed));
    }

    /// <summary>Disruption in the tiers from one to another, both included: 1 for an eviction, 2 for a move.</summary>
    public LinearExpr Disruption(int from, int to)
    {
        var chosen = parts.Where(part => part.Rank >= from && part.Rank <= to && part.Running > 0).ToArray();
        return chosen.Length == 0 ? LinearExpr.Constant(0)
            : LinearExpr.Constant(chosen.Sum(part => part.Running)) - LinearExpr.Sum(chosen.SelectMany(part => part.Stay.Values)) + LinearExpr.Sum(chosen.Select(part => part.Moved));
    }

    /// <summary>Shows the solver a whole plan to start from.</summary>
    public void Hint(PodPlan plan)
    {
        Cp.ClearHints();
        foreach (var part in parts) part.Hint(plan, Cp);
    }

    /// <summary>The plan of a solution.</summary>
    public PodPlan Read(CpSolverSolutionCallback solution)
    {
        var nodes = plan.Nodes.ToArray();
        foreach (var part in parts) part.Read(solution, nodes);
        return new([.. nodes]);
    }

    /// <summary>What the plan's immovable part leaves of a node.</summary>
    private void Capacities()
    {
        var changes = Changes();
        var (left, overloaded) = (new long[problem.Nodes.Length, problem.Resources.Length], new bool[problem.Nodes.Length]);
        for (var n = 0; n < problem.Nodes.Length; n++)
            for (var r = 0; r < problem.Resources.Length; r++) left[n, r] = problem.Nodes[n].Capacity[r];
        var start = new long[problem.Nodes.Length, problem.Resources.Length];
        for (var p = 0; p < changes.Length; p++)
            for (var r = 0; r < problem.Resources.Length; r++)
            {
                if (!changes[p] && plan.Nodes[p] >= 0) left[plan.Nodes[p], r] -= problem.Pods[p].Request[r];
                if (problem.Pods[p].Node >= 0) start[problem.Pods[p].Node, r] += problem.Pods[p].Request[r];
            }
        for (var n = 0; n < problem.Nodes.Length; n++)
            for (var r = 0; r < problem.Resources.Length; r++) overloaded[n] |= start[n, r] > problem.Nodes[n].Capacity[r];
        for (var n = 0; n < problem.Nodes.Length; n++)
        {
            var here = parts.Where(part => part.Count.ContainsKey(n)).ToArray();
            if (here.Length == 0) continue;
            if (overloaded[n])
            {
                // Nobody new comes to an overloaded node, and who is there may stay.
                foreach (var part in here) Cp.Add(part.Count[n] <= (LinearExpr)(part.Stay.TryGetValue(n, out var stay) ? stay : LinearExpr.Constant(0)));
                continue;
            }
            for (var r = 0; r < problem.Resources.Length; r++)
            {
                var most = here.Sum(part => (double)problem.Pods[part.Members[0]].Request[r] * part.Members.Length);
                if (most > left[n, r]) Cp.Add(LinearExpr.WeightedSum(here.Select(part => part.Count[n]), here.Select(part => problem.Pods[part.Members[0]].Request[r])) <= left[n, r]);
            }
        }
    }
}

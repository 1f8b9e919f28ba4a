using Google.OrTools.Sat;
using Rota.Cluster.Pods;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>Adds the rules between pods to a model: spread, anti-affinity, quotas, budgets.</summary>
internal sealed class PodModelRules(PodProblem problem, PodModel model)
{
    private readonly bool[] changes = model.Changes();

    public void Add()
    {
        foreach (var (space, rule) in problem.Pods.SelectMany(pod => pod.Rules.Spread.Select(rule => (pod.Namespace, rule))).Distinct()) Spread(space, rule);
        foreach (var rule in problem.Pods.SelectMany(pod => pod.Rules.Apart).Distinct()) Apart(rule);
        foreach (var quota in problem.Quotas) Quota(quota);
        foreach (var budget in problem.Budgets) Budget(budget);
        if (problem.Limits?.Most is { } most) Leaving(most, _ => true);
        if (problem.Limits?.MostPerOwner is { } each)
            foreach (var owner in problem.Pods.Where(pod => pod.Node >= 0).Select(MoveLimits.OwnerOf).Distinct()) Leaving(each, pod => MoveLimits.OwnerOf(pod) == owner);
    }

    private void Spread(string space, SpreadRule rule)
    {
        bool Counts(ClusterPod pod) => pod.Namespace == space && rule.Selector.Matches(pod.Labels);
        var domains = Domains(rule.TopologyKey);
        if (domains.Count == 0) return;
        var before = domains.Values.Select(nodes => problem.Pods.Count(pod => pod.Node >= 0 && nodes.Contains(pod.Node) && Counts(pod))).ToArray();
        var most = Math.Max(rule.MaxSkew, before.Max() - before.Min());
        var least = model.Cp.NewIntVar(0, problem.Pods.Length, "");
        foreach (var nodes in domains.Values)
        {
            var count = Sum(nodes, Counts);
            model.Cp.Add(least <= count);
            model.Cp.Add(count <= least + most);
        }
    }

    private void Apart(ApartRule rule)
    {
        bool Keeps(ClusterPod pod) => pod.Rules.Apart.Contains(rule);
        foreach (var nodes in Domains(rule.TopologyKey).Values)
        {
            var own = Sum(nodes, Keeps);
            var others = Sum(nodes, pod => rule.Covers(pod) && !Keeps(pod));
            var both = Sum(nodes, pod => rule.Covers(pod) && Keeps(pod));
            var only = Sum(nodes, pod => !rule.Covers(pod) && Keeps(pod));
            var (any, outsider) = (model.Cp.NewBoolVar(""), model.Cp.NewBoolVar(""));
            model.Cp.Add(own <= problem.Pods.Length * any);
            model.Cp.Add(others == 0).OnlyEnforceIf(any);
            model.Cp.Add(both <= 1);
            model.Cp.Add(only <= problem.Pods.Length * outsider);
            model.Cp.Add(both == 0).OnlyEnforceIf(outsider);
        }
    }

    private void Quota(NamespaceQuota quota)
    {
        for (var r = 0; r < quota.Most.Length; r++)
        {
            if (quota.Most[r] >= PodProblem.Unlimited) continue;
            long before = 0, constant = 0;
            for (var p = 0; p < changes.Length; p++)
            {
                if (problem.Pods[p].Namespace != quota.Namespace) continue;
                if (problem.Pods[p].Node >= 0) before += problem.Pods[p].Request[r];
                if (!changes[p] && model.Plan.Nodes[p] >= 0) constant += problem.Pods[p].Request[r];
            }
            var parts = model.Parts.Where(part => problem.Pods[part.Members[0]].Namespace == quota.Namespace).ToArray();
            if (parts.Length > 0)
                model.Cp.Add(LinearExpr.WeightedSum(parts.Select(part => part.Placed), parts.Select(part => problem.Pods[part.Members[0]].Request[r])) <= Math.Max(quota.Most[r], before) - constant);
        }
    }

    private void Budget(DisruptionBudget budget)
    {
        var constant = 0;
        for (var p = 0; p < changes.Length; p++)
            if (!changes[p] && problem.Pods[p].Node >= 0 && model.Plan.Nodes[p] < 0 && budget.Covers(problem.Pods[p])) constant++;
        var evicted = new List<LinearExpr>();
        foreach (var part in model.Parts.Where(part => part.Running > 0 && budget.Covers(problem.Pods[part.Members[0]])))
        {
            // Exactly those that leave and are not started elsewhere.
            var moved = model.Cp.NewIntVar(0, part.Running, "");
            model.Cp.AddMaxEquality(moved, new LinearExpr[] { LinearExpr.Constant(0), part.Placed - LinearExpr.Sum(part.Stay.Values) - (part.Members.Length - part.Running) });
            evicted.Add(part.Running - LinearExpr.Sum(part.Stay.Values) - moved);
        }
        if (evicted.Count > 0) model.Cp.Add(LinearExpr.Sum(evicted) <= Math.Max(0, budget.Allowed) - constant);
    }

    /// <summary>How many pods may leave their nodes. Pods of a group have one owner where that matters.</summary>
    private void Leaving(int most, Func<ClusterPod, bool> counts)
    {
        var constant = 0;
        for (var p = 0; p < changes.Length; p++)
            if (!changes[p] && problem.Pods[p].Node >= 0 && model.Plan.Nodes[p] != problem.Pods[p].Node && counts(problem.Pods[p])) constant++;
        var parts = model.Parts.Where(part => counts(problem.Pods[part.Members[0]])).ToArray();
        var stays = parts.SelectMany(part => part.Stay.Values).ToArray();
        // Members whose home is outside a part of the cluster have left it already.
        var running = parts.Sum(part => part.Running) + parts.Sum(part => part.Members.Count(p => problem.Pods[p].Node >= 0) - part.Running);
        if (running > 0) model.Cp.Add(running - LinearExpr.Sum(stays) <= most - constant);
    }

    private Dictionary<string, HashSet<int>> Domains(string key)
    {
        var domains = new Dictionary<string, HashSet<int>>();
        for (var n = 0; n < problem.Nodes.Length; n++)
            if (problem.Nodes[n].Labels.TryGetValue(key, out var value)) (domains.TryGetValue(value, out var nodes) ? nodes : domains[value] = []).Add(n);
        return domains;
    }

    /// <summary>How many pods of a kind are on some nodes.</summary>
    private LinearExpr Sum(HashSet<int> nodes, Func<ClusterPod, bool> kind)
    {
        var constant = 0;
        for (var p = 0; p < changes.Length; p++)
            if (!changes[p] && model.Plan.Nodes[p] >= 0 && nodes.Contains(model.Plan.Nodes[p]) && kind(problem.Pods[p])) constant++;
        var counts = model.Parts.Where(part => kind(problem.Pods[part.Members[0]])).SelectMany(part => part.Count.Where(count => nodes.Contains(count.Key)).Select(count => count.Value)).ToArray();
        return counts.Length == 0 ? LinearExpr.Constant(constant) : LinearExpr.Sum(counts) + constant;
    }
}

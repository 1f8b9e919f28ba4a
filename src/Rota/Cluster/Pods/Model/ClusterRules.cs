namespace Rota.Cluster.Pods;

/// <summary>The rules between pods of a changing cluster: spread, anti-affinity, quotas, budgets. Counts, kept up to date.</summary>
internal sealed class ClusterRules
{
    private readonly PodProblem problem;
    private readonly List<Spread> spreads = [];
    private readonly List<Apart> aparts = [];
    private readonly List<(NamespaceQuota Quota, long[] Used, long[] Before)> quotas = [];
    private readonly int[] gone;
    private readonly int[] ownerOf;
    private readonly int[] away;
    private int allAway;
    private readonly int[][] budgetsOf;
    private readonly int[][] countedBy;
    private readonly int[][] keepsAway;
    private readonly int[][] keptAway;

    public ClusterRules(PodProblem problem)
    {
        this.problem = problem;
        foreach (var (space, rule) in problem.Pods.SelectMany(pod => pod.Rules.Spread.Select(rule => (pod.Namespace, rule))).Distinct()) spreads.Add(new(problem, space, rule));
        foreach (var rule in problem.Pods.SelectMany(pod => pod.Rules.Apart).Distinct()) aparts.Add(new(problem, rule));
        foreach (var quota in problem.Quotas)
        {
            var before = new long[problem.Resources.Length];
            foreach (var pod in problem.Pods)
                if (pod.Node >= 0 && pod.Namespace == quota.Namespace)
                    for (var r = 0; r < before.Length; r++) before[r] += pod.Request[r];
            quotas.Add((quota, new long[before.Length], before));
        }
        gone = new int[problem.Budgets.Length];
        var owners = new Dictionary<string, int>();
        ownerOf = [.. problem.Pods.Select(pod => pod.Node < 0 ? -1 : owners.TryGetValue(MoveLimits.OwnerOf(pod), out var known) ? known : owners[MoveLimits.OwnerOf(pod)] = owners.Count)];
        away = new int[owners.Count];
        // Pods of a group are alike in labels where that matters.
        countedBy = OfGroups(pod => Indices(spreads, spread => spread.Space == pod.Namespace && spread.Rule.Selector.Matches(pod.Labels)));
        keepsAway = OfGroups(pod => Indices(aparts, apart => pod.Rules.Apart.Contains(apart.Rule)));
        keptAway = OfGroups(pod => Indices(aparts, apart => apart.Rule.Covers(pod)));
        budgetsOf = OfGroups(pod => Indices(problem.Budgets, budget => budget.Covers(pod)));
        for (var p = 0; p < problem.Pods.Length; p++)
        {
            if (problem.Pods[p].Node < 0) continue;
            foreach (var b in budgetsOf[problem.GroupOf(p)]) gone[b]++;
            away[ownerOf[p]]++;
            allAway++;
        }
    }

    public static bool Any(PodProblem problem) =>
        problem.Limits is not null || problem.Budgets.Length + problem.Quotas.Length > 0 || problem.Pods.Any(pod => pod.Rules.Spread.Length + pod.Rules.Apart.Length > 0);

    public bool Allow(int pod, int node)
    {
        var group = problem.GroupOf(pod);
        foreach (var s in countedBy[group])
            if (!spreads[s].Allows(node)) return false;
        foreach (var a in keepsAway[group])
            if (aparts[a].Domain[node] is var domain && domain >= 0 && aparts[a].Covered[domain] > 0) return false;
        foreach (var a in keptAway[group])
            if (aparts[a].Domain[node] is var domain && domain >= 0 && aparts[a].Own[domain] > 0) return false;
        foreach (var (quota, used, _) in quotas)
        {
            if (quota.Namespace != problem.Pods[pod].Namespace) continue;
            for (var r = 0; r < used.Length; r++)
                if (used[r] + problem.Pods[pod].Request[r] > quota.Most[r]) return false;
        }
        return true;
    }

    public void Put(int pod, int node) => Count(pod, node, 1);

    public void Remove(int pod, int node) => Count(pod, node, -1);

    public bool Hold()
    {
        foreach (var spread in spreads)
            if (spread.Skew() > spread.Most) return false;
        for (var b = 0; b < gone.Length; b++)
            if (gone[b] > Math.Max(0, problem.Budgets[b].Allowed)) return false;
        if (problem.Limits is { } limits && (allAway > limits.Most || (limits.MostPerOwner is { } each && away.Any(count => count > each)))) return false;
        foreach (var (quota, used, before) in quotas)
            for (var r = 0; r < used.Length; r++)
                if (used[r] > quota.Most[r] && used[r] > before[r]) return false;
        return true;
    }

    private void Count(int pod, int node, int change)
    {
        var group = problem.GroupOf(pod);
        foreach (var s in countedBy[group])
            if (spreads[s].Domain[node] is var domain && domain >= 0) spreads[s].Counts[domain] += change;
        foreach (var a in keepsAway[group])
            if (aparts[a].Domain[node] is var domain && domain >= 0) aparts[a].Own[domain] += change;
        foreach (var a in keptAway[group])
            if (aparts[a].Domain[node] is var domain && domain >= 0) aparts[a].Covered[domain] += change;
        foreach (var (quota, used, _) in quotas)
        {
            if (quota.Namespace != problem.Pods[pod].Namespace) continue;
            for (var r = 0; r < used.Length; r++) used[r] += change * problem.Pods[pod].Request[r];
        }
        if (problem.Pods[pod].Node >= 0)
            foreach (var b in budgetsOf[group]) gone[b] -= change;
        if (problem.Pods[pod].Node != node) return;
        away[ownerOf[pod]] -= change;
        allAway -= change;
    }

    private int[][] OfGroups(Func<ClusterPod, int[]> of) => [.. problem.Groups.Select(group => of(problem.Pods[group.Members[0]]))];

    private static int[] Indices<T>(IReadOnlyList<T> all, Func<T, bool> wanted) => [.. Enumerable.Range(0, all.Count).Where(i => wanted(all[i]))];

    /// <summary>The number of the value of a label for each node, -1 where it is absent.</summary>
    private static (int[] Domain, int Domains) DomainsOf(PodProblem problem, string key)
    {
        var numbers = new Dictionary<string, int>();
        int[] domain = [.. problem.Nodes.Select(node => !node.Labels.TryGetValue(key, out var value) ? -1 : numbers.TryGetValue(value, out var n) ? n : numbers[value] = numbers.Count)];
        return (domain, numbers.Count);
    }

    private sealed class Spread
    {
        public Spread(PodProblem problem, string space, SpreadRule rule)
        {
            (Space, Rule) = (space, rule);
            (Domain, var domains) = DomainsOf(problem, rule.TopologyKey);
            Counts = new int[domains];
            foreach (var pod in problem.Pods)
                if (pod.Node >= 0 && pod.Namespace == space && Domain[pod.Node] >= 0 && rule.Selector.Matches(pod.Labels)) Counts[Domain[pod.Node]]++;
            Most = Math.Max(rule.MaxSkew, Skew());
            Array.Clear(Counts);
        }

        public string Space { get; }

        public SpreadRule Rule { get; }

        public int[] Domain { get; }

        public int[] Counts { get; }

        public int Most { get; }

        public int Skew() => Counts.Length == 0 ? 0 : Counts.Max() - Counts.Min();

        public bool Allows(int node)
        {
            if (Domain[node] is var domain && domain < 0) return true;
            Counts[domain]++;
            var allowed = Counts[domain] - Counts.Min() <= Most;
            Counts[domain]--;
            return allowed;
        }
    }

    private sealed class Apart
    {
        public Apart(PodProblem problem, ApartRule rule)
        {
            Rule = rule;
            (Domain, var domains) = DomainsOf(problem, rule.TopologyKey);
            (Own, Covered) = (new int[domains], new int[domains]);
        }

        public ApartRule Rule { get; }

        public int[] Domain { get; }

        public int[] Own { get; }

        public int[] Covered { get; }
    }
}

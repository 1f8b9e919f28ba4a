using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Cluster.Pods;

/// <summary>
/// The referee of pod packing: every capacity, rule, quota and budget, and the objective measured anew. What was broken before may stay as it was, and must not get worse.
/// Shares no code with any solver.
/// </summary>
public sealed class PodChecker : IReferee<PodProblem, PodPlan>
{
    private PodChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static PodChecker Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>When the answer has no place for every pod there is nothing to measure and the objective is <see cref="long.MaxValue"/>.</remarks>
    public Verdict Check(PodProblem problem, PodPlan answer)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        var nodes = answer.Nodes.IsDefault ? [] : answer.Nodes;
        if (nodes.Length != problem.Pods.Length) return new(long.MaxValue, [$"the plan speaks of {nodes.Length} pods, expected {problem.Pods.Length}"]);
        for (var p = 0; p < nodes.Length; p++)
            if (nodes[p] < -1 || nodes[p] >= problem.Nodes.Length) faults.Add($"pod {problem.Pods[p].FullName} is on node number {nodes[p]}, expected -1 to {problem.Nodes.Length - 1}");
        if (faults.Count > 0) return new(long.MaxValue, faults.DrainToImmutable());

        Capacities(problem, nodes, faults);
        for (var p = 0; p < nodes.Length; p++) Pod(problem, p, nodes[p], faults);
        if (problem.Pods.Any(pod => pod.Gpus > 0)) Gpus(problem, answer, faults);
        foreach (var rule in problem.Pods.SelectMany(pod => pod.Rules.Spread.Select(rule => (pod.Namespace, rule))).Distinct()) Spread(problem, nodes, rule.Namespace, rule.rule, faults);
        Apart(problem, nodes, faults);
        foreach (var quota in problem.Quotas) Quota(problem, nodes, quota, faults);
        foreach (var budget in problem.Budgets)
        {
            var gone = Enumerable.Range(0, nodes.Length).Count(p => problem.Pods[p].Node >= 0 && nodes[p] < 0 && budget.Covers(problem.Pods[p]));
            if (gone > Math.Max(0, budget.Allowed)) faults.Add($"{gone} pods of budget {budget.Namespace}/{budget.Name} are evicted for good, which allows {budget.Allowed}");
        }
        if (problem.Limits is { } limits) Leaving(problem, nodes, limits, faults);
        return new(Measure(problem, nodes), faults.DrainToImmutable());
    }

    private static void Leaving(PodProblem problem, ImmutableArray<int> nodes, MoveLimits limits, ImmutableArray<string>.Builder faults)
    {
        var leaving = Enumerable.Range(0, nodes.Length).Where(p => problem.Pods[p].Node >= 0 && nodes[p] != problem.Pods[p].Node).ToArray();
        if (leaving.Length > limits.Most) faults.Add($"{leaving.Length} pods leave their nodes, expected at most {limits.Most}");
        foreach (var owner in leaving.GroupBy(p => (problem.Pods[p].Namespace, problem.Pods[p].Owner)))
            if (owner.Count() > limits.MostPerOwner) faults.Add($"{owner.Count()} pods of {owner.Key.Namespace}/{owner.Key.Owner} leave their nodes, expected at most {limits.MostPerOwner}");
    }

    private static void Capacities(PodProblem problem, ImmutableArray<int> nodes, ImmutableArray<string>.Builder faults)
    {
        var newcomer = new bool[problem.Nodes.Length];
        for (var p = 0; p < nodes.Length; p++)
            if (nodes[p] >= 0 && nodes[p] != problem.Pods[p].Node) newcomer[nodes[p]] = true;
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            var (before, after) = (new Int128[problem.Nodes.Length], new Int128[problem.Nodes.Length]);
            for (var p = 0; p < nodes.Length; p++)
            {
                if (problem.Pods[p].Node >= 0) before[problem.Pods[p].Node] += problem.Pods[p].Request[r];
                if (nodes[p] >= 0) after[nodes[p]] += problem.Pods[p].Request[r];
            }
            for (var n = 0; n < after.Length; n++)
            {
                // A node that is overloaded already may stay so when nobody new comes.
                if (after[n] > problem.Nodes[n].Capacity[r] && (after[n] > before[n] || newcomer[n]))
                    faults.Add($"node {problem.Nodes[n].Name} holds {after[n]} of {problem.Resources[r]}, expected at most {problem.Nodes[n].Capacity[r]}");
            }
        }
    }

    private static void Pod(PodProblem problem, int number, int node, ImmutableArray<string>.Builder faults)
    {
        var pod = problem.Pods[number];
        if (pod.Node >= 0 && pod.Held is { } held && node != pod.Node) faults.Add($"pod {pod.FullName} leaves {problem.Nodes[pod.Node].Name}, which it must not: {held}");
        if (pod.Node >= 0 && node != pod.Node && problem.Budgets.FirstOrDefault(budget => budget.Allowed <= 0 && budget.Covers(pod)) is { } blocking)
            faults.Add($"pod {pod.FullName} leaves {problem.Nodes[pod.Node].Name}, which budget {blocking.Namespace}/{blocking.Name} forbids");
        if (node < 0 || node == pod.Node) return;
        if (pod.Node < 0 && pod.Waiting is { } waiting) faults.Add($"pod {pod.FullName} is placed, which is not ours to do: {waiting}");
        if (NodeRules.Refusal(pod, problem.Nodes[node], node, problem.Resources.AsSpan()) is { } why) faults.Add($"pod {pod.FullName} on {problem.Nodes[node].Name}: {why}");
    }

    private static void Gpus(PodProblem problem, PodPlan answer, ImmutableArray<string>.Builder faults)
    {
        var used = new Dictionary<(int, int), int>();
        for (var p = 0; p < problem.Pods.Length; p++)
        {
            var (pod, node) = (problem.Pods[p], answer.Nodes[p]);
            if (node < 0 || pod.Gpus == 0) continue;
            var devices = answer.Devices.IsDefaultOrEmpty ? [] : answer.Devices[p];
            if (devices.Length != pod.Gpus || devices.Distinct().Count() != devices.Length || devices.Any(device => device < 0 || device >= problem.Nodes[node].Gpus))
                faults.Add($"pod {pod.FullName} has GPUs [{string.Join(", ", devices)}] of {problem.Nodes[node].Name}, expected {pod.Gpus} of 0 to {problem.Nodes[node].Gpus - 1}");
            else foreach (var device in devices) used[(node, device)] = used.GetValueOrDefault((node, device)) + pod.GpuMilli;
        }
        foreach (var ((node, device), milli) in used)
            if (milli > 1000) faults.Add($"GPU {device} of {problem.Nodes[node].Name} is shared out to {milli} thousandths, expected at most 1000");
    }

    private static void Spread(PodProblem problem, ImmutableArray<int> nodes, string space, SpreadRule rule, ImmutableArray<string>.Builder faults)
    {
        var (before, after) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var node in problem.Nodes)
            if (node.Labels.TryGetValue(rule.TopologyKey, out var value)) before[value] = after[value] = 0;
        if (before.Count == 0) return;
        for (var p = 0; p < nodes.Length; p++)
        {
            if (problem.Pods[p].Namespace != space || !rule.Selector.Matches(problem.Pods[p].Labels)) continue;
            Count(before, problem.Pods[p].Node);
            Count(after, nodes[p]);
        }
        var (skew, was) = (after.Values.Max() - after.Values.Min(), before.Values.Max() - before.Values.Min());
        if (skew > Math.Max(rule.MaxSkew, was)) faults.Add($"pods with {rule.Selector} differ by {skew} over {rule.TopologyKey}, expected at most {Math.Max(rule.MaxSkew, was)}");

        void Count(Dictionary<string, int> counts, int node)
        {
            if (node >= 0 && problem.Nodes[node].Labels.TryGetValue(rule.TopologyKey, out var value)) counts[value]++;
        }
    }

    private static void Apart(PodProblem problem, ImmutableArray<int> nodes, ImmutableArray<string>.Builder faults)
    {
        for (var p = 0; p < nodes.Length; p++)
            foreach (var rule in problem.Pods[p].Rules.Apart)
            {
                if (nodes[p] < 0 || !problem.Nodes[nodes[p]].Labels.TryGetValue(rule.TopologyKey, out var domain)) continue;
                for (var q = 0; q < nodes.Length; q++)
                {
                    if (q == p || nodes[q] < 0 || !rule.Covers(problem.Pods[q])) continue;
                    if (nodes[p] == problem.Pods[p].Node && nodes[q] == problem.Pods[q].Node) continue;
                    if (problem.Nodes[nodes[q]].Labels.TryGetValue(rule.TopologyKey, out var other) && other == domain)
                        faults.Add($"pods {problem.Pods[p].FullName} and {problem.Pods[q].FullName} share {rule.TopologyKey}={domain}, which the first refuses");
                }
            }
    }

    private static void Quota(PodProblem problem, ImmutableArray<int> nodes, NamespaceQuota quota, ImmutableArray<string>.Builder faults)
    {
        for (var r = 0; r < quota.Most.Length; r++)
        {
            Int128 before = 0, after = 0;
            for (var p = 0; p < nodes.Length; p++)
            {
                if (problem.Pods[p].Namespace != quota.Namespace) continue;
                if (problem.Pods[p].Node >= 0) before += problem.Pods[p].Request[r];
                if (nodes[p] >= 0) after += problem.Pods[p].Request[r];
            }
            if (after > quota.Most[r] && after > before)
                faults.Add($"namespace {quota.Namespace} runs {after} of {problem.Resources[r]}, quota {quota.Name} allows {quota.Most[r]}");
        }
    }

    /// <summary>The objective by its definition: a digit for each count, the most important first.</summary>
    private static long Measure(PodProblem problem, ImmutableArray<int> nodes) => PodCost.Of(problem).Score(new(nodes)).Objective;
}

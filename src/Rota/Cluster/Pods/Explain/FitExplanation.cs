using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Explain;

/// <summary>Why a pod does not fit, node by node, and what would have to move.</summary>
internal static class FitExplanation
{
    private const int MostNodes = 10;

    /// <summary>In one line, counted: "3 nodes are short of cpu, 1 is tainted".</summary>
    public static string Short(PodProblem problem, PodPlan plan, int pod)
    {
        if (problem.Pods[pod].Waiting is { } waiting) return waiting;
        var state = new ClusterState(problem, plan);
        var reasons = Enumerable.Range(0, problem.Nodes.Length).Select(n => Kind(state, pod, n)).GroupBy(kind => kind).OrderByDescending(group => group.Count());
        return string.Join(", ", reasons.Select(group => $"{group.Count()} of {problem.Nodes.Length} nodes {group.Key}"));
    }

    /// <summary>Each node's reason; of many nodes the nearest.</summary>
    public static ImmutableArray<string> NodeByNode(PodProblem problem, PodPlan plan, int pod)
    {
        var state = new ClusterState(problem, plan);
        int[] nodes = [.. Enumerable.Range(0, problem.Nodes.Length).OrderBy(n => state.IsEligible(pod, n) ? 0 : 1).ThenBy(n => Lack(state, pod, n))];
        var notes = nodes.Take(MostNodes).Select(n => $"{problem.Nodes[n].Name}: {Why(state, pod, n)}").ToList();
        if (nodes.Length > MostNodes) notes.Add($"and {nodes.Length - MostNodes} more: {Short(problem, plan, pod)}");
        if (nodes.Length > 0 && state.IsEligible(pod, nodes[0])) notes.AddRange(nodes.Take(3).Where(n => state.IsEligible(pod, n)).Select(n => WouldHelp(state, pod, n)).OfType<string>());
        return [.. notes];
    }

    /// <summary>What left the node to make room.</summary>
    public static ImmutableArray<string> WhatLeft(PodProblem problem, PodPlan plan, int node) =>
        [.. Enumerable.Range(0, plan.Nodes.Length).Where(p => problem.Pods[p].Node == node && plan.Nodes[p] != node)
            .Select(p => plan.Nodes[p] < 0 ? $"{problem.Pods[p].FullName} (priority {problem.Pods[p].Priority}) is evicted there for it" : $"{problem.Pods[p].FullName} leaves there for {problem.Nodes[plan.Nodes[p]].Name}")
            .DefaultIfEmpty("it fits there as things are")];

    /// <summary>What came to the node in its place.</summary>
    public static ImmutableArray<string> WhatCame(PodProblem problem, PodPlan plan, int node) =>
        [.. Enumerable.Range(0, plan.Nodes.Length).Where(p => problem.Pods[p].Node != node && plan.Nodes[p] == node)
            .Select(p => $"{problem.Nodes[node].Name} takes {problem.Pods[p].FullName} (priority {problem.Pods[p].Priority}) instead").DefaultIfEmpty($"nothing comes to {problem.Nodes[node].Name} instead: the move is part of a longer chain")];

    private static string Why(ClusterState state, int pod, int node)
    {
        var problem = state.Problem;
        if (NodeRules.Refusal(problem.Pods[pod] with { Node = -1 }, problem.Nodes[node], node, problem.Resources.AsSpan()) is { } refusal) return refusal;
        var shortages = Shortages(state, pod, node).ToArray();
        if (shortages.Length > 0) return string.Join(", ", shortages);
        if (!state.HasRoom(pod, node)) return "no GPU has enough left";
        return state.Fits(pod, node) ? "it would fit, but the plan does better without it, or had no time" : "spread, anti-affinity or a quota forbids it";
    }

    private static string Kind(ClusterState state, int pod, int node)
    {
        var problem = state.Problem;
        if (NodeRules.Refusal(problem.Pods[pod] with { Node = -1 }, problem.Nodes[node], node, problem.Resources.AsSpan()) is { } refusal)
            return refusal.StartsWith("wants", StringComparison.Ordinal) ? "are too small even when empty" : refusal.StartsWith("does not tolerate", StringComparison.Ordinal) ? "have a taint it does not tolerate" : "are not for it (selector, affinity, cordon)";
        var free = state.Free(node);
        for (var r = 0; r < free.Length; r++)
            if (free[r] < problem.Pods[pod].Request[r]) return $"are short of {problem.Resources[r]}";
        return state.HasRoom(pod, node) ? "are refused by spread, anti-affinity or quota" : "have no GPU with enough left";
    }

    private static IEnumerable<string> Shortages(ClusterState state, int pod, int node)
    {
        var problem = state.Problem;
        for (var r = 0; r < problem.Resources.Length; r++)
            if (state.Free(node)[r] is var free && free < problem.Pods[pod].Request[r])
                yield return $"short of {ResourceNames.Amount(problem.Resources[r], problem.Pods[pod].Request[r] - Math.Max(0, free))} {problem.Resources[r]} ({ResourceNames.Amount(problem.Resources[r], Math.Max(0, free))} of {ResourceNames.Amount(problem.Resources[r], problem.Nodes[node].Capacity[r])} free)";
    }

    private static double Lack(ClusterState state, int pod, int node)
    {
        var lack = 0.0;
        for (var r = 0; r < state.Resources; r++)
            if (state.Problem.Nodes[node].Capacity[r] is var capacity && capacity > 0) lack += Math.Max(0, (double)(state.Problem.Pods[pod].Request[r] - state.Free(node)[r]) / capacity);
        return lack;
    }

    /// <summary>The smallest single pod, or pair, whose leaving would make room.</summary>
    private static string? WouldHelp(ClusterState state, int pod, int node)
    {
        var problem = state.Problem;
        int[] there = [.. Enumerable.Range(0, problem.Pods.Length).Where(p => state.NodeOf[p] == node && !problem.IsFixed(p)).OrderByDescending(p => problem.Rank[p]).ThenBy(p => PodPlan.Share(problem, p, node))];
        foreach (var set in there.Select(p => (int[])[p]).Concat(there.Length > 60 ? [] : there.SelectMany((p, i) => there.Take(i).Select(q => (int[])[p, q]))))
        {
            foreach (var p in set) state.Remove(p);
            var fits = state.Fits(pod, node);
            foreach (var p in set) state.Put(p, node);
            if (fits) return $"it would fit on {problem.Nodes[node].Name} if {string.Join(" and ", set.Select(p => Mover(state, p, node)))} left";
        }
        return null;
    }

    private static string Mover(ClusterState state, int pod, int node)
    {
        state.Remove(pod);
        var elsewhere = state.Problem.Eligible(pod).FirstOrDefault(n => n != node && state.Fits(pod, n), -1);
        state.Put(pod, node);
        var the = state.Problem.Pods[pod];
        return $"{the.FullName} (priority {the.Priority}, {(elsewhere < 0 ? "fits nowhere else as things are" : $"fits on {state.Problem.Nodes[elsewhere].Name}")})";
    }
}

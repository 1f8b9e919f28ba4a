using System.Collections.Immutable;
using Rota.Cluster.Pods.Solvers;
using Rota.Formats;

namespace Rota.Cluster.Pods.Explain;

/// <summary>An explanation in words: one line that sums up, and the lines that follow.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Notes">What is behind it, a line each.</param>
public sealed record PodExplanation(string Summary, ImmutableArray<string> Notes)
{
    private const int MostNamed = 8;

    /// <summary>All of it as lines of text.</summary>
    public IEnumerable<string> Lines => [Summary, .. Notes.Select(note => "  " + note)];

    /// <summary>What the whole plan does.</summary>
    public static PodExplanation OfPlan(PodProblem problem, PodPlan plan)
    {
        var (before, after) = (PodScore.Of(problem, PodPlan.Unchanged(problem)), PodScore.Of(problem, plan));
        var notes = ImmutableArray.CreateBuilder<string>();
        for (var t = 0; t < problem.Tiers.Length; t++)
        {
            var all = problem.Rank.Count(rank => rank == t);
            notes.Add($"priority {problem.Tiers[t]}: {after.Placed[t]} of {all} run{(after.Placed[t] == before.Placed[t] ? ", as before" : $", {before.Placed[t]} before")}");
        }
        notes.AddRange(Named(problem, plan, PodFate.Placed, p => $"{problem.Pods[p].FullName}: pending -> {problem.Nodes[plan.Nodes[p]].Name}"));
        notes.AddRange(Named(problem, plan, PodFate.Moved, p => $"{problem.Pods[p].FullName}: moved {problem.Nodes[problem.Pods[p].Node].Name} -> {problem.Nodes[plan.Nodes[p]].Name}"));
        notes.AddRange(Named(problem, plan, PodFate.Evicted, p => $"{problem.Pods[p].FullName}: evicted from {problem.Nodes[problem.Pods[p].Node].Name}, priority {problem.Pods[p].Priority}"));
        notes.AddRange(Named(problem, plan, PodFate.Pending, p => $"{problem.Pods[p].FullName} stays pending: {FitExplanation.Short(problem, plan, p)}"));
        foreach (var (t, unplaced) in PodBounds.UnplacedUpTo(problem).Index())
            if (unplaced > 0) notes.Add($"of priority {problem.Tiers[t]} and above at least {unplaced} pods stay without a node in every plan: they do not fit together, are too large, or wait for somebody else");
        return new($"{Words(after.Placed.Sum() - before.Placed.Sum())}, {after.Moved} moved, {after.Evicted} evicted for good", notes.DrainToImmutable());
    }

    /// <summary>Why a pod is where it is, or why it has no node, node by node.</summary>
    /// <exception cref="RotaException">There is no such pod.</exception>
    public static PodExplanation OfPod(PodProblem problem, PodPlan plan, int pod)
    {
        var the = problem.Pods[pod];
        var ask = string.Join(", ", problem.Resources.Select((name, r) => (name, amount: the.Request[r])).Where(entry => entry.name != ResourceNames.Pods && entry.amount > 0).Select(entry => $"{ResourceNames.Amount(entry.name, entry.amount)} {entry.name}"));
        var who = $"pod {the.FullName} (priority {the.Priority}, asks for {(ask.Length == 0 ? "nothing" : ask)})";
        return plan.FateOf(problem, pod) switch
        {
            PodFate.Stays => new($"{who} stays on {problem.Nodes[the.Node].Name}", problem.WhyFixed(pod) is { } held ? [$"it must not be moved: {held}"] : []),
            PodFate.Placed => new($"{who} is placed on {problem.Nodes[plan.Nodes[pod]].Name}", FitExplanation.WhatLeft(problem, plan, plan.Nodes[pod])),
            PodFate.Moved => new($"{who} moves from {problem.Nodes[the.Node].Name} to {problem.Nodes[plan.Nodes[pod]].Name}", FitExplanation.WhatCame(problem, plan, the.Node)),
            PodFate.Evicted => new($"{who} is evicted from {problem.Nodes[the.Node].Name} and gets no node", [.. FitExplanation.WhatCame(problem, plan, the.Node), .. FitExplanation.NodeByNode(problem, plan, pod)]),
            _ when the.Waiting is { } waiting => new($"{who} is not placed: {waiting}", []),
            _ => new($"{who} fits nowhere", FitExplanation.NodeByNode(problem, plan, pod)),
        };
    }

    /// <summary>Why a pod of a plan has no node, in one line: "3 of 8 nodes are short of cpu, ...".</summary>
    public static string WhyPending(PodProblem problem, PodPlan plan, int pod) => FitExplanation.Short(problem, plan, pod);

    /// <summary>The number of the pod with this uid, full name, name, or number.</summary>
    /// <exception cref="RotaException">There is none, or several.</exception>
    public static int Find(PodProblem problem, string wanted)
    {
        int[] found = [.. Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Pods[p].FullName == wanted || problem.Pods[p].Uid == wanted)];
        if (found.Length == 0) found = [.. Enumerable.Range(0, problem.Pods.Length).Where(p => problem.Pods[p].Name == wanted)];
        if (found.Length == 1) return found[0];
        if (found.Length > 1) throw new RotaException($"{problem.Name} has {found.Length} pods '{wanted}', expected namespace/name, such as {problem.Pods[found[0]].FullName}");
        if (int.TryParse(wanted, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 && number < problem.Pods.Length) return number;
        throw new RotaException($"{problem.Name} has no pod '{wanted}', expected namespace/name or a number from 0 to {problem.Pods.Length - 1}{Nearest.Hint(wanted, problem.Pods.Select(pod => pod.FullName))}");
    }

    private static string Words(int more) => more switch
    {
        0 => "as many pods run as before",
        > 0 => $"{more} more pod{(more == 1 ? "" : "s")} run{(more == 1 ? "s" : "")}",
        _ => $"{-more} fewer pods run, of lower priority",
    };

    private static IEnumerable<string> Named(PodProblem problem, PodPlan plan, PodFate fate, Func<int, string> words)
    {
        int[] pods = [.. plan.With(problem, fate).OrderBy(p => problem.Rank[p])];
        foreach (var p in pods.Take(MostNamed)) yield return words(p);
        if (pods.Length > MostNamed) yield return $"and {pods.Length - MostNamed} more {fate.ToString().ToLowerInvariant()}";
    }
}

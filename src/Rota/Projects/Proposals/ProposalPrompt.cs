using System.Globalization;
using System.Text;
using Rota.Chat;
using Rota.Randomness;

namespace Rota.Projects.Proposals;

/// <summary>How a model is asked for a schedule: every constraint in words and tables, rows in an order drawn by seed.</summary>
public static class ProposalPrompt
{
    /// <summary>The schema of the answer.</summary>
    public const string Schema =
        """{"type":"object","properties":{"schedule":{"type":"array","items":{"type":"object","properties":{"id":{"type":"string"},"start":{"type":"integer"}},"required":["id","start"],"additionalProperties":false}}},"required":["schedule"],"additionalProperties":false}""";

    private const string System =
        """
        You plan projects. Find a start time for every task such that all constraints hold. Time is in whole units from 0. A task with start s and duration d occupies [s, s + d).
        Precedence A -> B: B starts at or after the end of A.
        Capacity: at every moment the demands of the running tasks add up to at most the capacity of each resource.
        Downtime [a, b) of a resource: no task that uses the resource may run in it, not even in part; tasks cannot be interrupted.
        Release: the task starts at or after it. Due: the task ends at or before it.
        Exclusive pair: the two tasks must not overlap in time.
        The schedule need not be short, only feasible. Answer with JSON only: {"schedule": [{"id": "T1", "start": 0}, ...]} with every task once.
        """;

    /// <summary>The question about a project.</summary>
    /// <param name="problem">A project with one mode a task.</param>
    /// <param name="seed">Seed of the order of rows; 0 keeps the order of the project.</param>
    /// <param name="schema">True to ask for output that is bound to the schema.</param>
    public static ChatPrompt Of(ProjectProblem problem, ulong seed = 0, bool schema = true) =>
        new(System, Tables(problem, seed)) { Temperature = 0, Schema = schema ? Schema : null, Seed = seed };

    /// <summary>The next question after an answer that is wrong: what is wrong with it.</summary>
    public static ChatPrompt Again(ChatPrompt before, string answer, Proposal proposal)
    {
        const int Most = 20;
        var faults = string.Concat(proposal.Faults.Take(Most).Select(fault => $"- {fault.Text}\n"));
        var rest = proposal.Faults.Length > Most ? $"- and {proposal.Faults.Length - Most} more\n" : "";
        return before with
        {
            Earlier = [.. before.Earlier, (before.User, answer)],
            User = $"The schedule is not feasible:\n{faults}{rest}Answer again with the whole corrected schedule as JSON.",
        };
    }

    private static string Tables(ProjectProblem problem, ulong seed)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Tasks ({problem.Tasks.Length}): id | name | duration | demands | release | due\n");
        foreach (var i in Order(problem.Tasks.Length, seed, "tasks"))
        {
            var task = problem.Tasks[i];
            var demands = task.Modes[0].Demands.IsEmpty ? "-" : string.Join(", ", task.Modes[0].Demands.Select(d => $"{problem.Resources[d.Resource].Id}: {d.Amount}"));
            text.Append(CultureInfo.InvariantCulture, $"{task.Id} | {task.Name ?? "-"} | {task.Modes[0].Duration} | {demands} | {(task.Release > 0 ? task.Release : "-")} | {(task.Due is { } due ? due : "-")}\n");
        }
        text.Append("\nResources: id | capacity | downtimes\n");
        foreach (var resource in problem.Resources)
        {
            var closed = resource.Windows.IsDefaultOrEmpty ? "-" : string.Join(", ", resource.Windows.Select(w => $"[{w.Start}, {w.End}){(w.Capacity > 0 ? $" only {w.Capacity}" : "")}"));
            text.Append(CultureInfo.InvariantCulture, $"{resource.Id}{(resource.Name is { } name ? $" ({name})" : "")} | {resource.Capacity} | {closed}\n");
        }
        Pairs(text, "Precedence", " -> ", [.. problem.Links.Select(link => (problem.Tasks[link.From].Id, problem.Tasks[link.To].Id + (link.Lag != 0 ? $" (lag {link.Lag})" : "")))], seed);
        Pairs(text, "Exclusive pairs", " / ", [.. problem.Exclusive.Select(set => (problem.Tasks[set[0]].Id, string.Join(" / ", set.Skip(1).Select(i => problem.Tasks[i].Id))))], seed);
        return text.ToString();
    }

    private static void Pairs(StringBuilder text, string title, string sign, (string, string)[] pairs, ulong seed)
    {
        text.Append('\n').Append(title).Append(": ");
        if (pairs.Length == 0) text.Append("none");
        text.AppendJoin(", ", Order(pairs.Length, seed, title).Select(i => pairs[i].Item1 + sign + pairs[i].Item2)).Append('\n');
    }

    private static int[] Order(int count, ulong seed, string what)
    {
        var order = Enumerable.Range(0, count).ToArray();
        if (seed != 0) new RandomStream(seed).Split(what).Shuffle<int>(order);
        return order;
    }
}

using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Projects;

/// <summary>
/// The referee of projects. Reports every broken rule with ids, times and amounts: links, capacities and downtimes (by a sweep over events; one entry for neighbouring times
/// with the same tasks), windows, exclusive tasks, stocks. A task occupies [start, end). Shares no code with any solver.
/// </summary>
public sealed class ProjectChecker : IReferee<ProjectProblem, ProjectSchedule>
{
    private ProjectChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static ProjectChecker Instance { get; } = new();

    /// <inheritdoc/>
    public Verdict Check(ProjectProblem problem, ProjectSchedule answer)
    {
        var found = Violations(problem, answer);
        var objective = found.Any(violation => violation.Family == ViolationFamily.Shape) ? long.MaxValue : answer.Makespan(problem);
        return new(objective, [.. found.Select(violation => violation.Text)]);
    }

    /// <summary>Every rule that is broken, family by family; empty for a valid schedule. Where the shape is wrong, only that.</summary>
    public static ImmutableArray<ProjectViolation> Violations(ProjectProblem problem, ProjectSchedule answer)
    {
        var found = ImmutableArray.CreateBuilder<ProjectViolation>();
        CheckShape(problem, answer, found);
        if (found.Count > 0) return found.DrainToImmutable();
        var ends = new long[problem.Tasks.Length];
        for (var i = 0; i < ends.Length; i++) ends[i] = answer.End(problem, i);
        CheckLinks(problem, answer, ends, found);
        for (var r = 0; r < problem.Resources.Length; r++)
            if (problem.Resources[r].Renewable) CapacitySweep.Check(problem, answer, ends, r, found);
            else CheckStock(problem, answer, r, found);
        CheckWindows(problem, answer, ends, found);
        CheckExclusive(problem, answer, ends, found);
        return found.DrainToImmutable();
    }

    private static void CheckShape(ProjectProblem problem, ProjectSchedule answer, ImmutableArray<ProjectViolation>.Builder found)
    {
        var n = problem.Tasks.Length;
        var starts = answer.Starts.IsDefault ? 0 : answer.Starts.Length;
        var modes = answer.Modes.IsDefault ? 0 : answer.Modes.Length;
        if (starts != n) Add($"the schedule has {starts} starts, expected one for each of {n} tasks");
        if (modes != n) Add($"the schedule has {modes} modes, expected one for each of {n} tasks");
        if (found.Count > 0) return;
        for (var i = 0; i < n; i++)
        {
            var task = problem.Tasks[i];
            if ((uint)answer.Modes[i] >= (uint)task.Modes.Length)
            {
                Add($"task {task.Id} runs in mode {answer.Modes[i]}, expected 0 to {task.Modes.Length - 1}", task.Id);
                continue;
            }
            if (answer.Starts[i] is < 0 or > 1L << 61) Add($"task {task.Id} starts at {answer.Starts[i]}, expected a time of at least 0", task.Id);
            else if (answer.End(problem, i) == long.MaxValue) Add($"task {task.Id}, started at {answer.Starts[i]}, never ends: its resources are closed for good before", task.Id);
            else if (problem.IsRecurring && answer.End(problem, i) > problem.Horizon)
                Add($"task {task.Id} ends at {answer.End(problem, i)}, beyond the horizon {problem.Horizon} of the calendars", task.Id);
        }
        void Add(string text, params ReadOnlySpan<string> tasks) => found.Add(new(ViolationFamily.Shape, [.. tasks], null, 0, 0, 0, text));
    }

    private static void CheckLinks(ProjectProblem problem, ProjectSchedule answer, long[] ends, ImmutableArray<ProjectViolation>.Builder found)
    {
        foreach (var link in problem.Links)
        {
            var from = link.FromEnd ? ends[link.From] : answer.Starts[link.From];
            var to = link.ToEnd ? ends[link.To] : answer.Starts[link.To];
            var earliest = from + link.Lag;
            if (to >= earliest) continue;
            var (a, b) = (problem.Tasks[link.From].Id, problem.Tasks[link.To].Id);
            var lag = link.Lag == 0 ? "" : link.Lag > 0 ? $" plus {link.Lag}" : $" minus {-link.Lag}";
            found.Add(new(ViolationFamily.Precedence, [a, b], null, to, earliest, earliest - to,
                $"task {b} {(link.ToEnd ? "ends" : "starts")} at {to}, {earliest - to} before the {(link.FromEnd ? "end" : "start")} of {a} at {from}{lag}"));
        }
    }

    private static void CheckStock(ProjectProblem problem, ProjectSchedule answer, int resource, ImmutableArray<ProjectViolation>.Builder found)
    {
        Int128 used = 0;
        var users = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var amount = problem.Tasks[i].Modes[answer.Modes[i]].DemandOf(resource);
            if (amount == 0) continue;
            used += amount;
            users.Add(problem.Tasks[i].Id);
        }
        var (stock, have) = (problem.Resources[resource], problem.Resources[resource].Capacity);
        if (used <= have) return;
        var over = (long)Int128.Min(used - have, long.MaxValue);
        found.Add(new(ViolationFamily.Stock, users.DrainToImmutable(), stock.Id, 0, 0, over, $"the tasks use {used} of {stock.Id}, {over} more than the {have} there are"));
    }

    private static void CheckWindows(ProjectProblem problem, ProjectSchedule answer, long[] ends, ImmutableArray<ProjectViolation>.Builder found)
    {
        for (var i = 0; i < ends.Length; i++)
        {
            var (task, start) = (problem.Tasks[i], answer.Starts[i]);
            if (start < task.Release)
                found.Add(new(ViolationFamily.WindowEarly, [task.Id], null, start, task.Release, task.Release - start,
                    $"task {task.Id} starts at {start}, {task.Release - start} before its release at {task.Release}"));
            if (task.Due is { } due && ends[i] > due)
                found.Add(new(ViolationFamily.WindowLate, [task.Id], null, due, ends[i], ends[i] - due, $"task {task.Id} ends at {ends[i]}, {ends[i] - due} after its deadline at {due}"));
        }
    }

    private static void CheckExclusive(ProjectProblem problem, ProjectSchedule answer, long[] ends, ImmutableArray<ProjectViolation>.Builder found)
    {
        var told = new HashSet<(int, int)>();
        foreach (var set in problem.Exclusive)
        {
            var order = set.Where(i => ends[i] > answer.Starts[i]).OrderBy(i => answer.Starts[i]).ToArray();
            for (var x = 0; x < order.Length; x++)
                for (var y = x + 1; y < order.Length && answer.Starts[order[y]] < ends[order[x]]; y++)
                {
                    var (a, b) = (Math.Min(order[x], order[y]), Math.Max(order[x], order[y]));
                    if (!told.Add((a, b))) continue;
                    var both = new Period(Math.Max(answer.Starts[a], answer.Starts[b]), Math.Min(ends[a], ends[b]));
                    found.Add(new(ViolationFamily.Exclusive, [problem.Tasks[a].Id, problem.Tasks[b].Id], null, both.Start, both.End, both.Length,
                        $"tasks {problem.Tasks[a].Id} and {problem.Tasks[b].Id} must not overlap and both run in {both}"));
                }
        }
    }
}

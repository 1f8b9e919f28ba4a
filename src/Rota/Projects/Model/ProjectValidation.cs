using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects;

/// <summary>What a project must hold, checked once.</summary>
internal static class ProjectValidation
{
    /// <summary>Times, amounts and their sums stay below: solvers may add a few of them.</summary>
    internal const long Largest = 1L << 60;

    /// <summary>Checks everything and gives the links back, each once.</summary>
    public static ImmutableArray<ProjectLink> Check(ProjectProblem problem, ImmutableArray<ProjectLink> links, ImmutableArray<string>.Builder notes)
    {
        if (problem.Tasks.IsEmpty) throw Fault(problem, "a project needs at least 1 task");
        Distinct(problem, "task", problem.Tasks.Select(task => task.Id));
        Distinct(problem, "resource", problem.Resources.Select(resource => resource.Id));
        Distinct(problem, "calendar", problem.Calendars.Select(calendar => calendar.Id));
        foreach (var calendar in problem.Calendars) Check(problem, calendar);
        foreach (var resource in problem.Resources) Check(problem, resource, notes);
        Int128 sum = 0;
        foreach (var task in problem.Tasks)
        {
            Check(problem, task);
            sum += (Int128)task.LongestDuration + task.Release;
        }
        foreach (var set in problem.Exclusive) Check(problem, set);
        var distinct = Distinct(problem, links, notes);
        foreach (var link in distinct) sum += Math.Max(0, link.Lag);
        if (sum > Largest) throw Fault(problem, "durations, releases and lags add up beyond 2^60");
        if (Circle(problem, distinct) is { } circle) throw Fault(problem, $"a circle of precedence: {string.Join(" -> ", circle.Select(i => problem.Tasks[i].Id))}");
        return distinct;
    }

    private static void Check(ProjectProblem problem, ProjectCalendar calendar)
    {
        var where = $"calendar {calendar.Id}";
        if (calendar.Cycle is < 1 or > Largest) throw Fault(problem, $"{where} has a cycle of {calendar.Cycle}, expected at least 1");
        if (calendar.Open.IsDefaultOrEmpty) throw Fault(problem, $"{where} is never open, expected at least one open stretch");
        foreach (var period in calendar.Open)
            if (period.Start < 0 || period.End <= period.Start || period.End > calendar.Cycle)
                throw Fault(problem, $"{where} is open in {period}, expected a stretch within [0, {calendar.Cycle})");
        foreach (var period in Exceptions(calendar))
            if (period.Start < 0 || period.End <= period.Start || period.End > Largest) throw Fault(problem, $"{where} has the exception {period}, expected 0 <= start < end");
    }

    private static IEnumerable<Period> Exceptions(ProjectCalendar calendar) =>
        [.. calendar.Closed.IsDefault ? [] : calendar.Closed, .. calendar.Opened.IsDefault ? [] : calendar.Opened];

    private static void Check(ProjectProblem problem, ProjectResource resource, ImmutableArray<string>.Builder notes)
    {
        var where = $"resource {resource.Id}";
        if (resource.Capacity is < 0 or > Largest) throw Fault(problem, $"{where} has capacity {resource.Capacity}, expected at least 0");
        if (resource.Calendar is { } id && problem.Calendars.All(calendar => calendar.Id != id))
            throw Fault(problem, $"{where} follows the unknown calendar '{id}'{Nearest.Hint(id, problem.Calendars.Select(calendar => calendar.Id))}");
        if (!resource.Renewable && (resource.Calendar is not null || !resource.Windows.IsDefaultOrEmpty)) throw Fault(problem, $"{where} is not renewable and has downtimes, expected none");
        if (resource.Windows.IsDefaultOrEmpty) return;
        long until = 0;
        foreach (var window in resource.Windows.OrderBy(window => window.Start))
        {
            if (window.Start < 0 || window.End <= window.Start || window.End > Largest)
                throw Fault(problem, $"{where} has the downtime [{window.Start}, {window.End}), expected 0 <= start < end");
            if (window.Capacity < 0 || window.Capacity > resource.Capacity)
                throw Fault(problem, $"{where} has capacity {window.Capacity} in [{window.Start}, {window.End}), expected 0 to {resource.Capacity}");
            if (window.Start < until) notes.Add($"{where}: downtimes overlap at {window.Start}; the smaller capacity holds");
            until = Math.Max(until, window.End);
        }
    }

    private static void Check(ProjectProblem problem, ProjectTask task)
    {
        var where = $"task {task.Id}";
        if (task.Modes.IsDefaultOrEmpty) throw Fault(problem, $"{where} has no mode, expected at least 1");
        foreach (var mode in task.Modes)
        {
            if (mode.Duration is < 0 or > Largest) throw Fault(problem, $"{where} has duration {mode.Duration}, expected at least 0");
            var seen = new HashSet<int>();
            foreach (var demand in mode.Demands)
            {
                if ((uint)demand.Resource >= (uint)problem.Resources.Length)
                    throw Fault(problem, $"{where} demands resource number {demand.Resource}, expected 0 to {problem.Resources.Length - 1}");
                var resource = problem.Resources[demand.Resource];
                if (demand.Amount is < 1 or > Largest) throw Fault(problem, $"{where} demands {demand.Amount} of {resource.Id}, expected at least 1");
                if (!seen.Add(demand.Resource)) throw Fault(problem, $"{where} demands {resource.Id} twice");
            }
        }
        if (task.Release is < 0 or > Largest) throw Fault(problem, $"{where} has release {task.Release}, expected at least 0");
        if (task.Due is not { } due) return;
        if (due is < 0 or > Largest) throw Fault(problem, $"{where} has the deadline {due}, expected at least 0");
        if (due - task.Release < task.ShortestDuration)
            throw Fault(problem, $"{where} has the window [{task.Release}, {due}), too short for its duration {task.ShortestDuration}");
    }

    /// <summary>A task none of whose modes the renewable resources can ever serve, in words; null when there is none.</summary>
    public static string? Unservable(ProjectProblem problem)
    {
        foreach (var task in problem.Tasks)
        {
            string? excess = null;
            var possible = false;
            foreach (var mode in task.Modes)
            {
                string? fault = null;
                foreach (var demand in mode.Demands)
                    if (problem.Resources[demand.Resource] is { Renewable: true } resource && demand.Amount > resource.Capacity && mode.Duration > 0)
                        fault ??= $"task {task.Id} demands {demand.Amount} of {resource.Id}, which has capacity {resource.Capacity}";
                excess ??= fault;
                possible |= fault is null;
            }
            if (!possible) return excess;
        }
        return null;
    }

    private static void Check(ProjectProblem problem, ImmutableArray<int> set)
    {
        if (set.Length < 2) throw Fault(problem, $"an exclusive set has {set.Length} task, expected at least 2");
        foreach (var task in set)
            if ((uint)task >= (uint)problem.Tasks.Length) throw Fault(problem, $"an exclusive set names task number {task}, expected 0 to {problem.Tasks.Length - 1}");
        if (set.Distinct().Count() != set.Length) throw Fault(problem, $"an exclusive set names task {problem.Tasks[set.GroupBy(i => i).First(g => g.Count() > 1).Key].Id} twice");
    }

    private static ImmutableArray<ProjectLink> Distinct(ProjectProblem problem, ImmutableArray<ProjectLink> links, ImmutableArray<string>.Builder notes)
    {
        var kept = ImmutableArray.CreateBuilder<ProjectLink>(links.Length);
        var seen = new HashSet<ProjectLink>();
        var n = problem.Tasks.Length;
        foreach (var link in links)
        {
            if ((uint)link.From >= (uint)n || (uint)link.To >= (uint)n) throw Fault(problem, $"a link ties task numbers {link.From} and {link.To}, expected 0 to {n - 1}");
            if (link.From == link.To) throw Fault(problem, $"task {problem.Tasks[link.From].Id} is linked to itself");
            if (link.Lag is < -Largest or > Largest) throw Fault(problem, $"the link {problem.Tasks[link.From].Id} -> {problem.Tasks[link.To].Id} has a lag of {link.Lag}, beyond 2^60");
            if (seen.Add(link)) kept.Add(link);
            else notes.Add($"the link {problem.Tasks[link.From].Id} -> {problem.Tasks[link.To].Id} comes twice");
        }
        return kept.DrainToImmutable();
    }

    /// <summary>A circle of plain precedence (finish to start, no negative lag), first task repeated at the end; null when there is none.</summary>
    private static List<int>? Circle(ProjectProblem problem, ImmutableArray<ProjectLink> links)
    {
        var n = problem.Tasks.Length;
        var next = new List<int>[n];
        for (var i = 0; i < n; i++) next[i] = [];
        foreach (var link in links)
            if (link is { Kind: LinkKind.FinishToStart, Lag: >= 0 }) next[link.From].Add(link.To);
        var (state, at, path) = (new byte[n], new int[n], new List<int>());
        for (var root = 0; root < n; root++)
        {
            if (state[root] != 0) continue;
            path.Add(root);
            state[root] = 1;
            while (path.Count > 0)
            {
                var task = path[^1];
                if (at[task] == next[task].Count)
                {
                    state[task] = 2;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }
                var successor = next[task][at[task]++];
                if (state[successor] == 1) return [.. path[path.IndexOf(successor)..], successor];
                if (state[successor] != 0) continue;
                state[successor] = 1;
                path.Add(successor);
            }
        }
        return null;
    }

    private static void Distinct(ProjectProblem problem, string what, IEnumerable<string> ids)
    {
        var seen = new HashSet<string>();
        foreach (var id in ids)
        {
            if (string.IsNullOrWhiteSpace(id)) throw Fault(problem, $"a {what} has an empty id");
            if (!seen.Add(id)) throw Fault(problem, $"{what} {id} comes twice");
        }
    }

    private static RotaException Fault(ProjectProblem problem, string what) => new($"{problem.Name}: {what}");
}

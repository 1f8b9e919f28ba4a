using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>One Microsoft Project document as a project, in minutes.</summary>
internal sealed class MsProjectReader
{
    private const string CalendarResource = "project calendar";

    private readonly TextInput input;
    private readonly MsProjectElement project;
    private readonly DateTime start;
    private readonly MsProjectCalendars calendars;
    private readonly Dictionary<long, int[]> leaves = [];
    private readonly List<(MsProjectElement Element, long Uid)> tasks = [];
    private readonly List<ProjectResource> resources = [];
    private readonly Dictionary<long, int> resourceOf = [];
    private readonly Dictionary<long, ProjectCalendar> used = [];

    public MsProjectReader(TextInput input, XDocument document)
    {
        this.input = input;
        var root = document.Root!;
        project = new(input, root);
        if (root.Name.LocalName != "Project") throw project.Error("is the outermost element, expected Project");
        start = project.Date("StartDate") ?? throw project.Error("has no StartDate");
        calendars = new(project, start);
    }

    public ProjectProblem Read()
    {
        Tasks();
        Resources();
        var demands = Demands();
        var list = tasks.Select((task, i) => Task(task.Element, task.Uid, demands[i])).ToImmutableArray();
        try
        {
            return new(
                Name(project.Text("Title") is { Length: > 0 } title ? title : project.Text("Name") is { Length: > 0 } name ? name : InstanceNames.OfFile(input.Name, "project")),
                [.. resources], list, [.. Links()], [], [.. used.Values], "minute", input.Name,
                string.Create(CultureInfo.InvariantCulture, $"{{\"start\": \"{start:yyyy-MM-dd'T'HH:mm}\"}}"));
        }
        catch (RotaException e) when (e is not InputException)
        {
            throw new InputException(input.Name, e.Message);
        }
    }

    /// <summary>Leaves become tasks; a summary stands for the leaves under it.</summary>
    private void Tasks()
    {
        var open = new Stack<(long Uid, long Level, int First)>();
        foreach (var task in project.List("Tasks", "Task"))
        {
            if (task.Flag("IsNull")) continue;
            var (uid, level) = (task.Integer("UID", null), task.Integer("OutlineLevel", 1, 0, 1000));
            while (open.TryPeek(out var top) && top.Level >= level) Close(open.Pop());
            if (leaves.ContainsKey(uid) || open.Any(summary => summary.Uid == uid)) throw task.Error($"has the UID {uid}, which came before");
            if (task.Flag("Summary") || uid == 0)
            {
                open.Push((uid, level, tasks.Count));
                continue;
            }
            leaves[uid] = task.Flag("Active", true) ? [tasks.Count] : [];
            if (leaves[uid].Length > 0) tasks.Add((task, uid));
        }
        while (open.TryPop(out var summary)) Close(summary);
        if (tasks.Count == 0) throw project.Error("has no tasks");
    }

    private void Close((long Uid, long Level, int First) summary) => leaves[summary.Uid] = [.. Enumerable.Range(summary.First, tasks.Count - summary.First)];

    private void Resources()
    {
        foreach (var resource in project.List("Resources", "Resource"))
        {
            var uid = resource.Integer("UID", null);
            if (resource.Flag("IsNull") || resource.Integer("Type", 1) != 1 || uid == 0) continue;
            if (resourceOf.ContainsKey(uid)) throw resource.Error($"has the UID {uid}, which came before");
            var name = Name(resource.Text("Name") is { Length: > 0 } text ? text : $"resource {uid}");
            if (resources.Any(other => other.Id == name)) name = $"{name} ({uid})";
            resourceOf[uid] = resources.Count;
            resources.Add(new(name, resource.Hundredths("MaxUnits", 100), Calendar: Calendar(resource.Integer("CalendarUID", -1))));
        }
        // Tasks obey the project's calendar whether or not they have a resource of their own.
        if (Calendar(project.Integer("CalendarUID", -1)) is { } calendar) resources.Add(new(CalendarResource, tasks.Count, Calendar: calendar));
    }

    private string? Calendar(long uid)
    {
        if (uid < 0 || !calendars.Has(uid)) return null;
        if (!used.TryGetValue(uid, out var calendar)) used[uid] = calendar = calendars.Read(uid);
        return calendar.Id;
    }

    private Dictionary<int, long>[] Demands()
    {
        var demands = tasks.Select(_ => new Dictionary<int, long>()).ToArray();
        if (resources.Count > 0 && resources[^1].Id == CalendarResource)
            foreach (var demand in demands) demand[resources.Count - 1] = 1;
        foreach (var assignment in project.List("Assignments", "Assignment"))
        {
            var (task, resource) = (assignment.Integer("TaskUID", null), assignment.Integer("ResourceUID", -1));
            if (!resourceOf.TryGetValue(resource, out var number)) continue;
            if (!leaves.TryGetValue(task, out var under)) throw assignment.Error($"is of the task with UID {task}, which is not in the file");
            var units = assignment.Hundredths("Units", 100);
            if (units == 0) continue;
            foreach (var leaf in under) demands[leaf][number] = demands[leaf].GetValueOrDefault(number) + units;
        }
        return demands;
    }

    private ProjectTask Task(MsProjectElement task, long uid, Dictionary<int, long> demands)
    {
        long release = 0;
        long? due = task.Date("Deadline") is { } deadline ? Minutes(deadline) : null;
        var type = task.Integer("ConstraintType", 0, 0, 7);
        if (type is 4 or 7)
        {
            var date = Minutes(task.Date("ConstraintDate") ?? throw task.Error("has a ConstraintType, but no ConstraintDate"));
            if (type == 4) release = Math.Max(0, date);
            else due = Math.Min(date, due ?? long.MaxValue);
        }
        else if (type > 1)
        {
            throw task.Error($"has the ConstraintType {type}, expected 0 (as soon as possible), 1, 4 (start no earlier than) or 7 (finish no later than)");
        }
        if (due < 0) throw task.Error("must end before the project starts");
        var mode = new TaskMode(task.Minutes("Duration"), [.. demands.OrderBy(demand => demand.Key).Select(demand => new Demand(demand.Key, demand.Value))]);
        var name = task.Text("Name") is { Length: > 0 } text ? Name(text) : null;
        return new(uid.ToString(CultureInfo.InvariantCulture), [mode], release, due, Pauses: true, name);
    }

    private IEnumerable<ProjectLink> Links()
    {
        foreach (var task in project.List("Tasks", "Task"))
        {
            if (task.Flag("IsNull")) continue;
            foreach (var link in task.All("PredecessorLink"))
            {
                var (from, to) = (link.Integer("PredecessorUID", null), task.Integer("UID", null));
                if (!leaves.TryGetValue(from, out var before)) throw link.Error($"names the task with UID {from}, which is not in the file");
                var kind = link.Integer("Type", 1, 0, 3) switch
                {
                    0 => LinkKind.FinishToFinish,
                    1 => LinkKind.FinishToStart,
                    2 => LinkKind.StartToFinish,
                    _ => LinkKind.StartToStart,
                };
                var lag = link.Integer("LinkLag", 0);
                if (lag != 0 && link.Integer("LagFormat", 7) is 19 or 20 or 51 or 52) throw link.Error("has a lag in percent, expected a time");
                if (lag % 10 != 0) throw link.Error($"has a LinkLag of {lag} tenths of a minute, expected whole minutes");
                foreach (var predecessor in before)
                    foreach (var successor in leaves[to])
                        yield return new(predecessor, successor, lag / 10, kind);
            }
        }
    }

    private long Minutes(DateTime date) => (long)Math.Floor((date - start).TotalMinutes);

    private static string Name(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) || !XmlConvert.IsXmlChar(letter) && !char.IsSurrogate(letter) ? ' ' : letter)).Trim();
        return line.Length <= InstanceNames.Longest ? line : line[..InstanceNames.Longest].TrimEnd();
    }
}

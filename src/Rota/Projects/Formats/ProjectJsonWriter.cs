using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>Writes a project as JSON, one task, resource or link a line; the same project gives the same bytes.</summary>
internal static class ProjectJsonWriter
{
    public static void Write(ProjectProblem problem, TextWriter output)
    {
        output.Write($"{{\"version\": 1, \"name\": {JsonShape.Quoted(problem.Name)}, \"unit\": {JsonShape.Quoted(problem.Unit)}");
        List(output, "tasks", problem.Tasks.Select(task => Task(problem, task)));
        List(output, "resources", problem.Resources.Select(Resource));
        var plain = problem.Links.Where(link => link is { Lag: 0, Kind: LinkKind.FinishToStart });
        List(output, "precedence", plain.Select(link => $"[{Id(problem, link.From)}, {Id(problem, link.To)}]"));
        var lags = problem.Links.Where(link => link is not { Lag: 0, Kind: LinkKind.FinishToStart });
        List(output, "lags", lags.Select(link => $"{{\"from\": {Id(problem, link.From)}, \"to\": {Id(problem, link.To)}, \"kind\": \"{Kind(link.Kind)}\", \"lag\": {link.Lag}}}"));
        List(output, "exclusive", problem.Exclusive.Select(set => $"[{string.Join(", ", set.Select(task => Id(problem, task)))}]"));
        List(output, "calendars", problem.Calendars.Select(Calendar));
        if (problem.IsRecurring) output.Write($",\n \"horizon\": {problem.Horizon}");
        if (problem.Meta is { } meta) output.Write($",\n \"meta\": {meta}");
        output.Write("\n}\n");
    }

    private static string Task(ProjectProblem problem, ProjectTask task)
    {
        var text = $"{{\"id\": {JsonShape.Quoted(task.Id)}";
        if (task.Name is { } name) text += $", \"name\": {JsonShape.Quoted(name)}";
        text += task.Modes.Length == 1
            ? ", " + Mode(problem, task.Modes[0])
            : $", \"modes\": [{string.Join(", ", task.Modes.Select(mode => $"{{{Mode(problem, mode)}}}"))}]";
        if (task.Release != 0) text += $", \"release\": {task.Release}";
        if (task.Due is { } due) text += $", \"due\": {due}";
        if (task.Pauses) text += ", \"pauses\": true";
        return text + "}";
    }

    private static string Mode(ProjectProblem problem, TaskMode mode)
    {
        var text = $"\"duration\": {mode.Duration}";
        return mode.Demands.IsEmpty
            ? text
            : $"{text}, \"demand\": {{{string.Join(", ", mode.Demands.Select(demand => $"{JsonShape.Quoted(problem.Resources[demand.Resource].Id)}: {demand.Amount}"))}}}";
    }

    private static string Resource(ProjectResource resource)
    {
        var text = $"{{\"id\": {JsonShape.Quoted(resource.Id)}";
        if (resource.Name is { } name) text += $", \"name\": {JsonShape.Quoted(name)}";
        text += $", \"capacity\": {resource.Capacity}";
        if (!resource.Renewable) text += ", \"kind\": \"non-renewable\"";
        if (!resource.Windows.IsDefaultOrEmpty) text += $", \"downtime\": [{string.Join(", ", resource.Windows.Select(Window))}]";
        if (resource.Calendar is { } calendar) text += $", \"calendar\": {JsonShape.Quoted(calendar)}";
        return text + "}";
    }

    private static string Window(CapacityWindow window) =>
        window.Capacity == 0 ? $"[{window.Start}, {window.End}]" : $"[{window.Start}, {window.End}, {window.Capacity}]";

    private static string Calendar(ProjectCalendar calendar)
    {
        var text = $"{{\"id\": {JsonShape.Quoted(calendar.Id)}, \"cycle\": {calendar.Cycle}, \"open\": {Periods(calendar.Open)}";
        if (!calendar.Closed.IsDefaultOrEmpty) text += $", \"closed\": {Periods(calendar.Closed)}";
        if (!calendar.Opened.IsDefaultOrEmpty) text += $", \"opened\": {Periods(calendar.Opened)}";
        return text + "}";
    }

    private static string Periods(ImmutableArray<Period> periods) => $"[{string.Join(", ", periods.Select(period => $"[{period.Start}, {period.End}]"))}]";

    private static string Kind(LinkKind kind) => kind switch
    {
        LinkKind.FinishToStart => "finish-start",
        LinkKind.StartToStart => "start-start",
        LinkKind.FinishToFinish => "finish-finish",
        _ => "start-finish",
    };

    private static string Id(ProjectProblem problem, int task) => JsonShape.Quoted(problem.Tasks[task].Id);

    private static void List(TextWriter output, string name, IEnumerable<string> items)
    {
        var lines = items.ToList();
        if (lines.Count == 0 && name != "tasks") return;
        output.Write($",\n \"{name}\": [\n  {string.Join(",\n  ", lines)}\n ]");
    }
}

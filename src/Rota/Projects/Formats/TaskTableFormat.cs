using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// A table of tasks as spreadsheets write it: CSV with the columns id and duration, and where wanted name, predecessors (ids with semicolons between them, each with an
/// optional lag behind a plus or minus sign), release, due, and one column a resource, headed by its name and capacity: "crew (2)".
/// </summary>
public sealed class TaskTableFormat : IProjectFormat
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "task-table";

    private static readonly string[] Fixed = ["id", "name", "duration", "predecessors", "release", "due"];

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "CSV with columns id, duration, predecessors (a;b+2), and a column a resource: 'crew (2)'";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options)
    {
        var line = FirstLine(input.Text);
        var names = Encoding.UTF8.GetString(line).Split(',').Select(name => name.Trim().Trim('"')).ToArray();
        if (!names.Contains("id", StringComparer.OrdinalIgnoreCase) || !names.Contains("duration", StringComparer.OrdinalIgnoreCase)) return FormatFit.None;
        return names.All(name => Fixed.Contains(name, StringComparer.OrdinalIgnoreCase) || Capacity(name) is not null) ? FormatFit.Whole : FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options)
    {
        var table = new CsvText(input);
        var (id, duration) = (table.Get("id"), table.Get("duration"));
        var (name, before, release, due) = (table.Find("name"), table.Find("predecessors"), table.Find("release"), table.Find("due"));
        var columns = Resources(table, out var resources);
        var tasks = ImmutableArray.CreateBuilder<ProjectTask>();
        var numbers = new Dictionary<string, int>();
        var links = new List<(int Line, int Task, string Text)>();
        while (table.NextRow())
        {
            var key = table.Text(id, "an id", InstanceNames.Longest);
            if (key.Length == 0) throw table.Error(id, "an empty id, expected a name");
            if (!numbers.TryAdd(key, tasks.Count)) throw table.Error(id, $"task {FieldNumber.Quote(table.Cell(id))} comes twice");
            var demands = ImmutableArray.CreateBuilder<Demand>();
            for (var r = 0; r < columns.Length; r++)
                if (!table.Cell(columns[r]).IsEmpty && table.Integer(columns[r], "units of the resource") is > 0 and var amount) demands.Add(new(r, amount));
            if (before >= 0 && !table.Cell(before).IsEmpty) links.Add((table.Line, tasks.Count, Encoding.UTF8.GetString(table.Cell(before))));
            tasks.Add(new(
                key, [new(table.Integer(duration, "a duration", 0, ProjectValidation.Largest), demands.ToImmutable())],
                release >= 0 && !table.Cell(release).IsEmpty ? table.Integer(release, "a release", 0, ProjectValidation.Largest) : 0,
                due >= 0 && !table.Cell(due).IsEmpty ? table.Integer(due, "a deadline", 0, ProjectValidation.Largest) : null,
                Name: name >= 0 && !table.Cell(name).IsEmpty ? table.Text(name, "a name", InstanceNames.Longest) : null));
        }
        if (tasks.Count == 0) throw new InputException(input.Name, "has no tasks");
        try
        {
            return [new(InstanceNames.OfFile(input.Name, "project"), resources, tasks.ToImmutable(), [.. links.SelectMany(link => Links(input, link, before, numbers))], origin: input.Name)];
        }
        catch (RotaException e) when (e is not InputException)
        {
            throw new InputException(input.Name, e.Message);
        }
    }

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem) =>
        problem.IsMultiMode ? "a choice of modes"
        : !problem.Exclusive.IsEmpty ? "tasks that must not overlap"
        : problem.IsRecurring || problem.Resources.Any(resource => !resource.Windows.IsDefaultOrEmpty) ? "downtimes and calendars"
        : problem.Resources.Any(resource => !resource.Renewable) ? "stocks"
        : problem.Links.Any(link => link.Kind != LinkKind.FinishToStart) ? "links other than finish to start"
        : problem.Tasks.Any(task => !Fits(task.Id, ";+-") || !Fits(task.Name ?? "", "")) || problem.Resources.Any(resource => !Fits(resource.Id, "()")) ? "ids with commas, quotes, signs or brackets"
        : null;

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        output.Write("id,name,duration,predecessors,release,due");
        foreach (var resource in problem.Resources) output.Write($",{resource.Id} ({resource.Capacity})");
        output.Write('\n');
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var task = problem.Tasks[i];
            var before = problem.Links.Where(link => link.To == i).Select(link => problem.Tasks[link.From].Id + (link.Lag == 0 ? "" : link.Lag.ToString("+0;-0", CultureInfo.InvariantCulture)));
            output.Write($"{task.Id},{task.Name},{task.Modes[0].Duration},{string.Join(';', before)},{(task.Release == 0 ? "" : task.Release)},{task.Due}");
            for (var r = 0; r < problem.Resources.Length; r++) output.Write($",{(task.Modes[0].DemandOf(r) is > 0 and var amount ? amount : "")}");
            output.Write('\n');
        }
    }

    private static bool Fits(string text, string signs) =>
        InstanceNames.Fits(text) && text.Trim() == text && text.AsSpan().IndexOfAny(",\"#") < 0 && text.AsSpan().IndexOfAny(signs) < 0;

    private static int[] Resources(CsvText table, out ImmutableArray<ProjectResource> resources)
    {
        var found = ImmutableArray.CreateBuilder<ProjectResource>();
        var columns = new List<int>();
        for (var column = 0; column < table.Columns.Length; column++)
        {
            var heading = table.Columns[column];
            if (Fixed.Contains(heading, StringComparer.OrdinalIgnoreCase)) continue;
            if (Capacity(heading) is not { } resource)
                throw table.Error(column, $"column {FieldNumber.Quote(Encoding.UTF8.GetBytes(heading))}, expected {string.Join(", ", Fixed)} or a resource with its capacity such as 'crew (2)'{Nearest.Hint(heading, Fixed)}");
            columns.Add(column);
            found.Add(new(resource.Name, resource.Units));
        }
        resources = found.ToImmutable();
        return [.. columns];
    }

    /// <summary>"crew (2)" is the resource crew with 2 units.</summary>
    private static (string Name, long Units)? Capacity(string heading) =>
        heading.EndsWith(')') && heading.LastIndexOf('(') is var open and > 0 && heading[..open].Trim() is { Length: > 0 and <= InstanceNames.Longest } name
        && long.TryParse(heading.AsSpan(open + 1, heading.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units <= ProjectValidation.Largest
            ? (name, units)
            : null;

    private static IEnumerable<ProjectLink> Links(TextInput input, (int Line, int Task, string Text) link, int column, Dictionary<string, int> numbers)
    {
        foreach (var part in link.Text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, lag) = (part, 0L);
            if (!numbers.ContainsKey(part) && part.LastIndexOfAny(['+', '-']) is var sign and > 0 && numbers.ContainsKey(part[..sign].TrimEnd()))
            {
                if (!long.TryParse(part.AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture, out lag) || lag > ProjectValidation.Largest)
                    throw new InputException(input.Name, link.Line, column + 1, $"read the lag {FieldNumber.Quote(Encoding.UTF8.GetBytes(part[sign..]))}, expected a whole number");
                if (part[sign] == '-') lag = -lag;
                key = part[..sign].TrimEnd();
            }
            if (!numbers.TryGetValue(key, out var from))
                throw new InputException(input.Name, link.Line, column + 1, $"unknown task {FieldNumber.Quote(Encoding.UTF8.GetBytes(key))}{Nearest.Hint(key, numbers.Keys)}");
            yield return new(from, link.Task, lag);
        }
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            if (!line.IsEmpty && line[0] != '#') return line[..Math.Min(line.Length, 4096)];
            text = end < 0 ? [] : text[(end + 1)..];
        }
        return [];
    }
}

using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>One project of a JSON text; every fault at its line and column.</summary>
internal sealed class ProjectJsonReader
{
    private const string KindNames = "finish-start, start-start, finish-finish or start-finish";

    private readonly Dictionary<string, int> tasks = [];
    private readonly Dictionary<string, int> resources = [];

    private ProjectJsonReader() { }

    public static ProjectProblem Read(TextInput input, JsonValue value, string name)
    {
        value.ExpectOnly("version", "name", "unit", "tasks", "resources", "precedence", "lags", "exclusive", "calendars", "horizon", "meta");
        value.Find("version")?.Integer("the version of the format", 1, 1);
        var reader = new ProjectJsonReader();
        var resources = reader.Resources(value);
        var tasks = reader.Tasks(value);
        try
        {
            var problem = new ProjectProblem(
                name,
                resources,
                tasks,
                [.. reader.Precedence(value), .. reader.Lags(value)],
                reader.Exclusive(value),
                Calendars(value),
                value.Find("unit") is { } unit ? unit.AsText("a unit") : "time units",
                input.Name == "-" ? "standard input" : input.Name,
                value.Find("meta") is { } meta ? Meta(input, meta) : null,
                value.Find("horizon") is { } horizon ? horizon.Integer("a horizon", 1, ProjectValidation.Largest) : null);
            return problem.Unservable is { } fault ? throw new RotaException($"{name}: {fault}") : problem;
        }
        catch (RotaException e) when (e is not InputException)
        {
            throw new InputException(input.Name, value.Line, 0, e.Message);
        }
    }

    private ImmutableArray<ProjectResource> Resources(JsonValue value)
    {
        var list = ImmutableArray.CreateBuilder<ProjectResource>();
        if (value.Find("resources") is not { } given) return [];
        foreach (var item in given.Items("resources"))
        {
            item.ExpectOnly("id", "name", "capacity", "kind", "downtime", "calendar");
            var id = Id(item, "a resource", resources);
            var renewable = item.Find("kind") is not { } kind || IsRenewable(kind);
            var windows = ImmutableArray.CreateBuilder<CapacityWindow>();
            var capacity = item.Get("capacity").Integer("a capacity", 0, ProjectValidation.Largest);
            if (item.Find("downtime") is { } downtime)
                foreach (var entry in downtime.Items("downtimes [start, end]")) windows.Add(Window(entry, capacity));
            list.Add(new(id, capacity, renewable, windows.DrainToImmutable(), Text(item, "calendar", "a calendar's id"), Text(item, "name", "a name")));
        }
        return list.DrainToImmutable();
    }

    private ImmutableArray<ProjectTask> Tasks(JsonValue value)
    {
        var list = ImmutableArray.CreateBuilder<ProjectTask>();
        foreach (var item in value.Get("tasks").Items("tasks"))
        {
            item.ExpectOnly("id", "name", "duration", "demand", "release", "due", "pauses", "modes");
            var id = Id(item, "a task", tasks);
            var modes = ImmutableArray.CreateBuilder<TaskMode>();
            if (item.Find("modes") is { } choices)
            {
                if ((item.Find("duration") ?? item.Find("demand")) is { } both) throw both.Error($"task {FieldNumber.Quote(Encoding.UTF8.GetBytes(id))} has modes, expected duration and demand in each of them");
                foreach (var choice in choices.Items("modes"))
                {
                    choice.ExpectOnly("duration", "demand");
                    modes.Add(Mode(choice));
                }
                if (modes.Count == 0) throw choices.Error("an empty list, expected at least 1 mode");
            }
            else
            {
                modes.Add(Mode(item));
            }
            list.Add(new(
                id,
                modes.DrainToImmutable(),
                item.Find("release") is { Kind: not JsonTokenType.Null } release ? release.Integer("a release", 0, ProjectValidation.Largest) : 0,
                item.Find("due") is { Kind: not JsonTokenType.Null } due ? due.Integer("a deadline", 0, ProjectValidation.Largest) : null,
                item.Find("pauses") is { } pauses && IsTrue(pauses),
                Text(item, "name", "a name")));
        }
        return list.DrainToImmutable();
    }

    private TaskMode Mode(JsonValue item)
    {
        var demands = ImmutableArray.CreateBuilder<Demand>();
        if (item.Find("demand") is { } demand)
        {
            if (demand.Kind != JsonTokenType.StartObject) throw demand.Error("expected an object with units by resource");
            foreach (var id in demand.Names())
            {
                if (!resources.TryGetValue(id, out var resource))
                    throw demand.Error($"demands the undeclared resource {FieldNumber.Quote(Encoding.UTF8.GetBytes(id))}{Nearest.Hint(id, resources.Keys)}");
                var amount = demand.Get(id).Integer("units of the resource", 0, ProjectValidation.Largest);
                if (amount > 0) demands.Add(new(resource, amount));
            }
        }
        return new(item.Get("duration").Integer("a duration", 0, ProjectValidation.Largest), demands.DrainToImmutable());
    }

    private IEnumerable<ProjectLink> Precedence(JsonValue value)
    {
        if (value.Find("precedence") is not { } given) yield break;
        foreach (var pair in given.Items("precedence, pairs of tasks"))
        {
            var parts = Parts(pair, "a pair [from, to]", 2, 2);
            yield return new(Task(parts[0]), Task(parts[1]));
        }
    }

    private IEnumerable<ProjectLink> Lags(JsonValue value)
    {
        if (value.Find("lags") is not { } given) yield break;
        foreach (var item in given.Items("lags"))
        {
            item.ExpectOnly("from", "to", "lag", "kind");
            var kind = item.Find("kind") is { } named ? Kind(named) : LinkKind.FinishToStart;
            yield return new(Task(item.Get("from")), Task(item.Get("to")), item.Get("lag").Integer("a lag", -ProjectValidation.Largest, ProjectValidation.Largest), kind);
        }
    }

    private ImmutableArray<ImmutableArray<int>> Exclusive(JsonValue value)
    {
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<int>>();
        if (value.Find("exclusive") is not { } given) return [];
        foreach (var set in given.Items("exclusive sets of tasks")) sets.Add([.. Parts(set, "tasks that must not overlap", 2, int.MaxValue).Select(Task)]);
        return sets.DrainToImmutable();
    }

    private static ImmutableArray<ProjectCalendar> Calendars(JsonValue value)
    {
        var list = ImmutableArray.CreateBuilder<ProjectCalendar>();
        if (value.Find("calendars") is not { } given) return [];
        foreach (var item in given.Items("calendars"))
        {
            item.ExpectOnly("id", "cycle", "open", "closed", "opened");
            var cycle = item.Get("cycle").Integer("the length of a cycle", 1, ProjectValidation.Largest);
            list.Add(new(item.Get("id").AsText("an id"), cycle, Periods(item, "open"), Periods(item, "closed"), Periods(item, "opened")));
        }
        return list.DrainToImmutable();
    }

    private static ImmutableArray<Period> Periods(JsonValue item, string property)
    {
        var list = ImmutableArray.CreateBuilder<Period>();
        if (item.Find(property) is not { } given) return [];
        foreach (var entry in given.Items("stretches [start, end]"))
        {
            var window = Window(entry, 0);
            list.Add(new(window.Start, window.End));
        }
        return list.DrainToImmutable();
    }

    private static CapacityWindow Window(JsonValue entry, long capacity)
    {
        var parts = Parts(entry, "a stretch [start, end]", 2, 3);
        var start = parts[0].Integer("a start", 0, ProjectValidation.Largest);
        var end = parts[1].Integer("an end", 0, ProjectValidation.Largest);
        if (end <= start) throw parts[1].Error($"the stretch [{start}, {end}) is reversed or empty, expected an end above {start}");
        return new(start, end, parts.Count == 3 ? parts[2].Integer("a capacity", 0, capacity) : 0);
    }

    private int Task(JsonValue value)
    {
        var id = value.AsText("a task's id");
        return tasks.TryGetValue(id, out var number) ? number : throw value.Error($"unknown task {FieldNumber.Quote(Encoding.UTF8.GetBytes(id))}{Nearest.Hint(id, tasks.Keys)}");
    }

    private static string Id(JsonValue item, string what, Dictionary<string, int> known)
    {
        var value = item.Get("id");
        var id = value.AsText($"the id of {what}");
        return known.TryAdd(id, known.Count) ? id : throw value.Error($"{what} with the id {FieldNumber.Quote(Encoding.UTF8.GetBytes(id))} comes twice");
    }

    private static List<JsonValue> Parts(JsonValue list, string what, int least, int most)
    {
        var parts = new List<JsonValue>();
        foreach (var part in list.Items(what)) parts.Add(part);
        return parts.Count >= least && parts.Count <= most ? parts : throw list.Error($"{parts.Count} values, expected {what}");
    }

    private static string? Text(JsonValue item, string property, string what) =>
        item.Find(property) is { Kind: not JsonTokenType.Null } value ? value.AsText(what) : null;

    private static bool IsTrue(JsonValue value) => value.Kind switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw value.Error($"read {FieldNumber.Quote(value.Raw)}, expected true or false"),
    };

    private static bool IsRenewable(JsonValue kind) => kind.AsText("a kind") switch
    {
        "renewable" => true,
        "non-renewable" => false,
        var other => throw kind.Error($"read '{other}', expected renewable or non-renewable{Nearest.Hint(other, ["renewable", "non-renewable"])}"),
    };

    private static LinkKind Kind(JsonValue value) => value.AsText("a kind of link") switch
    {
        "finish-start" => LinkKind.FinishToStart,
        "start-start" => LinkKind.StartToStart,
        "finish-finish" => LinkKind.FinishToFinish,
        "start-finish" => LinkKind.StartToFinish,
        var other => throw value.Error($"read '{other}', expected {KindNames}{Nearest.Hint(other, ["finish-start", "start-start", "finish-finish", "start-finish"])}"),
    };

    private static string Meta(TextInput input, JsonValue meta)
    {
        if (meta.Kind != JsonTokenType.StartObject) throw meta.Error("expected an object");
        var text = input.Text[meta.Text[meta.Index].Start..];
        var reader = new Utf8JsonReader(text);
        reader.Read();
        reader.Skip();
        return Encoding.UTF8.GetString(text[..(int)reader.BytesConsumed]);
    }
}

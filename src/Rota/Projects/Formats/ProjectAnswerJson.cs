using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// Project schedules as JSON: {"schedule": [{"id", "start", "end", "mode"}, ...]}, tasks by id in any order, modes from 0 (left out: 0), the end checked when it is given.
/// </summary>
public static class ProjectAnswerJson
{
    /// <summary>Writes a schedule as one object.</summary>
    public static void Write(Utf8JsonWriter writer, ProjectProblem problem, ProjectSchedule schedule)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schedule");
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("id", problem.Tasks[i].Id);
            writer.WriteNumber("start", schedule.Starts[i]);
            writer.WriteNumber("end", schedule.End(problem, i));
            if (problem.Tasks[i].Modes.Length > 1) writer.WriteNumber("mode", schedule.Modes[i]);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads a schedule of <paramref name="problem"/>. Shapes, ids, modes and ends are checked here; everything else is the referee's (<see cref="ProjectChecker"/>).</summary>
    /// <exception cref="RotaException">It is not a schedule of this problem; the message says where, as schedule[i].</exception>
    public static ProjectSchedule Read(JsonElement answer, ProjectProblem problem)
    {
        if (Property(answer, "schedule") is not { } list || list.ValueKind != JsonValueKind.Array)
            throw new RotaException($"the answer is {Shown(answer)}, expected an object with a list 'schedule'");
        var numbers = new Dictionary<string, int>();
        for (var i = 0; i < problem.Tasks.Length; i++) numbers[problem.Tasks[i].Id] = i;
        var (starts, modes, seen) = (new long[numbers.Count], new int[numbers.Count], new bool[numbers.Count]);
        var at = 0;
        foreach (var item in list.EnumerateArray())
        {
            var where = $"schedule[{at++}]";
            if (Property(item, "id") is not { ValueKind: JsonValueKind.String } named) throw new RotaException($"{where} is {Shown(item)}, expected an object with 'id' and 'start'");
            var id = Text(named, where);
            if (!numbers.TryGetValue(id, out var task)) throw new RotaException($"{where} names the unknown task '{id}'{Nearest.Hint(id, numbers.Keys)}");
            if (seen[task]) throw new RotaException($"{where}: task {id} comes twice");
            seen[task] = true;
            starts[task] = Property(item, "start") is { } start ? Number(start, where) : throw new RotaException($"{where}: task {id} has no 'start'");
            if (Property(item, "mode") is { } mode)
            {
                var choices = problem.Tasks[task].Modes.Length;
                var value = Number(mode, where);
                modes[task] = value >= 0 && value < choices ? (int)value : throw new RotaException($"{where}: task {id} runs in mode {value}, expected 0 to {choices - 1}");
            }
            if (starts[task] is < 0 or > 1L << 61 || Property(item, "end") is not { ValueKind: not JsonValueKind.Null } end) continue;
            var ends = problem.End(task, modes[task], starts[task]);
            if (Number(end, where) is var told && told != ends) throw new RotaException($"{where}: task {id} started at {starts[task]} ends at {ends}, read {told}");
        }
        if (Array.IndexOf(seen, false) is var missing and >= 0) throw new RotaException($"the schedule has no task {problem.Tasks[missing].Id}");
        return new(ImmutableArray.Create(starts), ImmutableArray.Create(modes));
    }

    private static JsonElement? Property(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) ? found : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in some other property's name, which the document only finds now.
            return null;
        }
    }

    private static string Text(JsonElement value, string where)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new RotaException($"{where} has {Shown(value)}, expected proper Unicode");
        }
    }

    private static long Number(JsonElement value, string where)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            if (value.TryGetInt64(out var number)) return number;
            // Models and spreadsheets write 12 as 12.0.
            if (value.TryGetDouble(out var real) && real == Math.Floor(real) && Math.Abs(real) < 1L << 53) return (long)real;
        }
        throw new RotaException($"{where} has {Shown(value)}, expected whole numbers");
    }

    private static string Shown(JsonElement value) => FieldNumber.Quote(JsonMarshal.GetRawUtf8Value(value));
}

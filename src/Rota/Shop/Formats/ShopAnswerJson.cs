using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// Shop schedules as JSON: {"jobs": [[[machine, start, end], ...], ...]}, a list a job, a triple an operation, machines from 0. Readable without the problem;
/// with it, the choice of machine of every operation is found again.
/// </summary>
public static class ShopAnswerJson
{
    /// <summary>Writes a schedule as one object.</summary>
    public static void Write(Utf8JsonWriter writer, ShopProblem problem, ShopSchedule schedule)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("jobs");
        var id = 0;
        foreach (var job in problem.Jobs)
        {
            writer.WriteStartArray();
            foreach (var operation in job.Operations)
            {
                var mode = operation.Modes[schedule.Modes[id]];
                writer.WriteStartArray();
                writer.WriteNumberValue(mode.Machine);
                writer.WriteNumberValue(schedule.Starts[id]);
                writer.WriteNumberValue(schedule.Starts[id] + mode.Duration);
                writer.WriteEndArray();
                id++;
            }
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>
    /// Reads a schedule of <paramref name="problem"/>. Shapes, machines and durations are checked here; overlaps and order are the referee's
    /// (<see cref="ShopChecker"/>).
    /// </summary>
    /// <exception cref="RotaException">It is not a schedule of this problem; the message says where, as jobs[j][k].</exception>
    public static ShopSchedule Read(JsonElement answer, ShopProblem problem)
    {
        var jobs = Jobs(answer);
        ExpectList(jobs, problem.Jobs.Length, "jobs", "job");
        var modes = new int[problem.OperationCount];
        var starts = new long[problem.OperationCount];
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var operations = problem.Jobs[j].Operations;
            ExpectList(jobs[j], operations.Length, $"jobs[{j}]", "operation");
            for (var k = 0; k < operations.Length; k++)
            {
                var where = $"jobs[{j}][{k}]";
                var triple = jobs[j][k];
                if (triple.ValueKind != JsonValueKind.Array || triple.GetArrayLength() != 3)
                    throw new RotaException($"{where} is {Shown(triple)}, expected [machine, start, end]");
                var (machine, start, end) = (Number(triple[0], where), Number(triple[1], where), Number(triple[2], where));
                var id = problem.FirstOperation[j] + k;
                modes[id] = ModeOf(operations[k].Modes, machine, (Int128)end - start, where);
                starts[id] = start;
            }
        }
        return new ShopSchedule(ImmutableArray.Create(modes), ImmutableArray.Create(starts));
    }

    private static JsonElement Jobs(JsonElement answer)
    {
        try
        {
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("jobs", out var jobs)) return jobs;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in some other property's name, which the document only finds now.
        }
        throw new RotaException($"the answer is {Shown(answer)}, expected an object with 'jobs'");
    }

    private static int ModeOf(ImmutableArray<Mode> modes, long machine, Int128 duration, string where)
    {
        for (var mode = 0; mode < modes.Length; mode++)
            if (modes[mode].Machine == machine && modes[mode].Duration == duration) return mode;
        var choices = string.Join(" or ", modes.Take(4).Select(mode => $"machine {mode.Machine} for {mode.Duration}"));
        throw new RotaException($"{where} runs on machine {machine} for {duration}, expected {choices}{(modes.Length > 4 ? " or ..." : "")}");
    }

    private static void ExpectList(JsonElement list, int count, string where, string what)
    {
        if (list.ValueKind != JsonValueKind.Array) throw new RotaException($"{where} is {Shown(list)}, expected a list");
        if (list.GetArrayLength() != count) throw new RotaException($"{where} has {list.GetArrayLength()} entries, expected {count}, one for each {what}");
    }

    private static long Number(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : throw new RotaException($"{where} has {Shown(value)}, expected whole numbers");

    /// <summary>From the bytes: a document may hold text that is no proper UTF-8, and only complains when asked for it.</summary>
    private static string Shown(JsonElement value) => FieldNumber.Quote(JsonMarshal.GetRawUtf8Value(value));
}

using System.Runtime.InteropServices;
using System.Text.Json;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>
/// Sequences as JSON: {"jobs": [{"id", "start", "end", "tardiness"}, ...], "sum", "weighted", "largest", "late"}, jobs in order. Readable without the problem. Only the ids are
/// needed to read one; what else stands there must be true.
/// </summary>
public static class TardinessAnswerJson
{
    /// <summary>Writes a sequence as one object.</summary>
    public static void Write(Utf8JsonWriter writer, TardinessProblem problem, TardinessSequence sequence)
    {
        var totals = TardinessTotals.Of(problem, sequence);
        writer.WriteStartObject();
        writer.WriteStartArray("jobs");
        foreach (var job in sequence.Jobs(problem))
        {
            writer.WriteStartObject();
            writer.WriteString("id", problem.Jobs[job.Job].Id);
            writer.WriteNumber("start", job.Start);
            writer.WriteNumber("end", job.End);
            writer.WriteNumber("tardiness", job.Tardiness);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteNumber("sum", totals.Sum);
        writer.WriteNumber("weighted", totals.Weighted);
        writer.WriteNumber("largest", totals.Largest);
        writer.WriteNumber("late", totals.Late);
        writer.WriteEndObject();
    }

    /// <summary>Reads a sequence of <paramref name="problem"/>: every job once, and starts and ends, where given, as the order makes them.</summary>
    /// <exception cref="RotaException">It is not a sequence of this problem; the message says where, as jobs[i].</exception>
    public static TardinessSequence Read(JsonElement answer, TardinessProblem problem)
    {
        var jobs = Property(answer, "jobs") ?? throw new RotaException($"the answer is {Shown(answer)}, expected an object with 'jobs'");
        if (jobs.ValueKind != JsonValueKind.Array) throw new RotaException($"jobs is {Shown(jobs)}, expected a list");
        if (jobs.GetArrayLength() != problem.Jobs.Length)
            throw new RotaException($"jobs has {jobs.GetArrayLength()} entries, expected {problem.Jobs.Length}, one for each job");
        var numbers = new Dictionary<string, int>();
        for (var j = 0; j < problem.Jobs.Length; j++) numbers.Add(problem.Jobs[j].Id, j);
        var order = new int[problem.Jobs.Length];
        var seen = new bool[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var id = Id(jobs[i], i);
            if (!numbers.TryGetValue(id, out var number)) throw new RotaException($"jobs[{i}] is of job '{id}', which the problem does not have{Nearest.Hint(id, numbers.Keys)}");
            if (seen[number]) throw new RotaException($"jobs[{i}] is of job '{id}', which came before");
            seen[number] = true;
            order[i] = number;
        }
        var sequence = TardinessSequence.Of(order);
        var place = 0;
        foreach (var job in sequence.Jobs(problem))
        {
            Expect(jobs[place], place, "start", job.Start);
            Expect(jobs[place], place, "end", job.End);
            place++;
        }
        return sequence;
    }

    private static string Id(JsonElement job, int place)
    {
        try
        {
            if (Property(job, "id") is { ValueKind: JsonValueKind.String } id && id.GetString() is { } text && InstanceNames.Fits(text)) return text;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which the document only finds now.
        }
        throw new RotaException($"jobs[{place}] is {Shown(job)}, expected an object with a text 'id'");
    }

    private static void Expect(JsonElement job, int place, string name, long value)
    {
        if (Property(job, name) is not { } given) return;
        if (given.ValueKind != JsonValueKind.Number || !given.TryGetInt64(out var number) || number != value)
            throw new RotaException($"jobs[{place}] has {name} {Shown(given)}, expected {value}: a job starts when the one before it ends, or at its release");
    }

    private static JsonElement? Property(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var property) ? property : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair in some other property's name.
            return null;
        }
    }

    /// <summary>From the bytes: a document may hold text that is no proper UTF-8, and only complains when asked for it.</summary>
    private static string Shown(JsonElement value) => FieldNumber.Quote(JsonMarshal.GetRawUtf8Value(value));
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rota.Cli.Planning;
using Rota.Solving;

namespace Rota.Cli.Output;

/// <summary>The one JSON object that solve prints and writes, and explain reads.</summary>
internal static class ResultJson
{
    public static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PlanRun run) => Text(json => Write(json, run));

    /// <summary>Text of what is written to a JSON writer, with a newline at its end.</summary>
    public static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    public static string Status(Outcome outcome) => outcome switch
    {
        Outcome.Optimal => "optimal",
        Outcome.Feasible => "feasible",
        Outcome.Infeasible => "infeasible",
        _ => "unknown",
    };

    private static void Write(Utf8JsonWriter json, PlanRun run)
    {
        var solution = run.Solution;
        json.WriteStartObject();
        json.WriteString("problem", run.Instance.Domain.Name);
        json.WriteString("instance", run.Instance.Name);
        if (solution.Answer is null) json.WriteString("source", run.Source);
        json.WriteString("solver", solution.Solver);
        json.WriteNumber("seed", run.Seed);
        json.WriteString("status", Status(solution.Outcome));
        Number(json, "objective", solution.Objective);
        Number(json, "bound", run.Bound);
        json.WriteNumber("elapsed_s", Math.Round(solution.Elapsed.TotalSeconds, 3));
        json.WriteBoolean("checked", solution.Answer is not null);
        json.WriteStartArray("trajectory");
        foreach (var point in solution.Trajectory)
        {
            json.WriteStartObject();
            json.WriteNumber("t", Math.Round(point.Seconds, 4));
            Number(json, "objective", point.Objective);
            Number(json, "bound", point.Bound == long.MinValue ? null : point.Bound);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (solution.Answer is { } answer) Answer(json, run, answer);
        else json.WriteNull("answer");
        json.WriteEndObject();
    }

    /// <summary>The answer as its domain has it, with what it measures and where its instance is.</summary>
    private static void Answer(Utf8JsonWriter json, PlanRun run, object answer)
    {
        json.WriteStartObject("answer");
        json.WriteString("measure", run.Instance.Objective);
        json.WriteString("source", run.Source);
        run.Instance.WriteAnswer(json, answer);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}

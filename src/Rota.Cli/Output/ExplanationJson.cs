using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Planning;

namespace Rota.Cli.Output;

/// <summary>An explanation as one JSON object.</summary>
internal static class ExplanationJson
{
    public static string Write(IPlanInstance instance, SolveResult solved, PlanExplanation explanation) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("problem", instance.Domain.Name);
        json.WriteString("instance", instance.Name);
        json.WriteString("measure", instance.Objective);
        if (solved.Objective is { } objective) json.WriteNumber("objective", objective);
        json.WriteString("job", explanation.Work);
        if (explanation.Why is { } why) Write(json, "why", why);
        Write(json, "critical_path", explanation.Chain);
        json.WriteEndObject();
    });

    /// <summary>The explanation of a result without an answer: what cannot be met together.</summary>
    public static string Write(IPlanInstance instance, IReadOnlyList<string> clash) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("problem", instance.Domain.Name);
        json.WriteString("instance", instance.Name);
        json.WriteString("status", "infeasible");
        json.WriteStartArray("clash");
        foreach (var line in clash) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, PlanReasons explanation)
    {
        json.WriteStartObject(name);
        json.WriteString("summary", explanation.Summary);
        json.WriteStartArray("reasons");
        foreach (var reason in explanation.Reasons)
        {
            json.WriteStartObject();
            reason.Facts(json);
            json.WriteString("text", reason.Text);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in explanation.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

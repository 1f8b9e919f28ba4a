using System.Text.Json;
using Rota.Cli.Input;
using Rota.Shop;
using Rota.Shop.Explain;

namespace Rota.Cli.Output;

/// <summary>An explanation as one JSON object.</summary>
internal static class ExplanationJson
{
    public static string Write(ShopProblem problem, SolveResult solved, int? job, Explanation? why, Explanation path) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("problem", "shop");
        json.WriteString("instance", problem.Name);
        json.WriteString("measure", Words.Of(solved.Measure));
        if (solved.Objective is { } objective) json.WriteNumber("objective", objective);
        if (job is { } number) json.WriteString("job", problem.Jobs[number].Name);
        else json.WriteNull("job");
        if (why is not null) Write(json, "why", problem, why);
        Write(json, "critical_path", problem, path);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, string name, ShopProblem problem, Explanation explanation)
    {
        json.WriteStartObject(name);
        json.WriteString("summary", explanation.Summary);
        json.WriteStartArray("reasons");
        foreach (var reason in explanation.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("job", problem.Jobs[reason.Block.Work].Name);
            json.WriteNumber("operation", reason.Block.Part);
            json.WriteNumber("machine", reason.Block.Resource);
            json.WriteNumber("start", reason.Block.Start);
            json.WriteNumber("end", reason.Block.End);
            json.WriteString("held_by", reason.Binding.ToString().ToLowerInvariant());
            json.WriteNumber("ready", reason.Ready);
            json.WriteNumber("earliest_start", reason.EarliestStart);
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

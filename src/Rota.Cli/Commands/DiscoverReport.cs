using System.Globalization;
using System.Text.Json;
using Rota.Tuning.Discovery;

namespace Rota.Cli.Commands;

/// <summary>What a search has brought, for people and as JSON.</summary>
internal static class DiscoverReport
{
    public static void Print(Terminal terminal, IDiscoveryTask task, DiscoveryResult result)
    {
        terminal.Line($"best rule: {result.Best.Text}");
        if (result.Best.Idea.Length > 0) terminal.Line($"  idea: {result.Best.Idea}");
        terminal.Line($"began with: {result.Seed.Text}");
        terminal.Line(Line("training", result.Training) + ": chosen on these");
        terminal.Line(Line("held back", result.Validation));
        terminal.Line(
            $"{result.Evaluations} rules evaluated, {result.Asked} questions, {result.Repeated} repeated, {result.Unreadable} unreadable"
            + (result.TokensOut > 0 ? $", {result.TokensIn} tokens in, {result.TokensOut} out" : ""));
        terminal.Line($"instances: {task.Instances}");
        terminal.Line($"database: sha256 {result.Digest}");
    }

    public static void Write(Utf8JsonWriter json, IDiscoveryTask task, DiscoveryResult result)
    {
        json.WriteStartObject();
        json.WriteString("task", task.Name);
        json.WriteString("instances", task.Instances);
        json.WriteString("seed_rule", result.Seed.Text);
        json.WriteString("best_rule", result.Best.Text);
        json.WriteString("idea", result.Best.Idea);
        json.WriteNumber("evaluations", result.Evaluations);
        json.WriteNumber("asked", result.Asked);
        json.WriteNumber("repeated", result.Repeated);
        json.WriteNumber("unreadable", result.Unreadable);
        json.WriteNumber("tokens_in", result.TokensIn);
        json.WriteNumber("tokens_out", result.TokensOut);
        Write(json, "training", result.Training);
        Write(json, "validation", result.Validation);
        json.WriteStartArray("curve");
        foreach (var (evaluations, cost) in result.Curve)
        {
            json.WriteStartObject();
            json.WriteNumber("evaluations", evaluations);
            json.WriteNumber("cost", cost);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteString("database_sha256", result.Digest);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, DiscoveryComparison comparison)
    {
        json.WriteStartObject(name);
        json.WriteNumber("instances", comparison.Instances);
        json.WriteNumber("seed_mean", comparison.SeedMean);
        json.WriteNumber("best_mean", comparison.BestMean);
        if (comparison.LeastMean is { } least) json.WriteNumber("least_mean", least);
        else json.WriteNull("least_mean");
        json.WriteNumber("gain", comparison.Gain.Mean);
        json.WriteNumber("gain_low", comparison.Gain.Low);
        json.WriteNumber("gain_high", comparison.Gain.High);
        json.WriteEndObject();
    }

    private static string Line(string name, DiscoveryComparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name}, {comparison.Instances} instances: mean {comparison.SeedMean:0.00} -> {comparison.BestMean:0.00}, gain {comparison.Gain.Mean:0.00} [{comparison.Gain.Low:0.00}, {comparison.Gain.High:0.00}]{(comparison.Closed is { } closed ? $", {closed:0 %} of the way to the bound {comparison.LeastMean:0.00}" : "")}");
}

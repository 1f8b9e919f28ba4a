using System.Text.Json;

namespace Rota.Tuning.Discovery;

/// <summary>The first line of a record.</summary>
internal static class RunHeader
{
    public static void Write(Utf8JsonWriter json, IDiscoveryTask task, DiscoveryOptions options, string model)
    {
        json.WriteNumber("version", 1);
        json.WriteString("task", task.Name);
        json.WriteString("instances", task.Instances);
        json.WriteString("strategy", options.Strategy);
        json.WriteString("model", model);
        json.WriteNumber("seed", options.Seed);
        json.WriteNumber("evaluations", options.Evaluations);
        json.WriteNumber("asks", options.Asks!.Value);
        json.WriteString("begin", options.Begin);
        if (options.Temperature is { } temperature) json.WriteNumber("temperature", temperature);
        if (options.MaxTokens is { } tokens) json.WriteNumber("max_tokens", tokens);
        json.WriteNumber("tolerance", options.Tolerance);
        json.WriteString("system", DiscoveryPrompts.System(task));
    }
}

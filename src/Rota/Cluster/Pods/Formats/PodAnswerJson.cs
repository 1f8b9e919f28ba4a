using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>
/// Plans as JSON: {"placements": [{"uid", "namespace", "name", "old_node", "node"}], "evictions": [{"uid", "namespace", "name", "node"}], "pending": [...]}. Only pods that change are
/// named; the rest stays.
/// </summary>
public static class PodAnswerJson
{
    /// <summary>Writes a plan's properties into an open object.</summary>
    public static void Write(Utf8JsonWriter writer, PodProblem problem, PodPlan plan)
    {
        writer.WriteStartArray("placements");
        for (var p = 0; p < plan.Nodes.Length; p++)
            if (plan.FateOf(problem, p) is PodFate.Placed or PodFate.Moved) Pod(writer, problem, p, problem.Pods[p].Node, plan.Nodes[p], plan.Devices.IsDefaultOrEmpty ? [] : plan.Devices[p]);
        writer.WriteEndArray();
        writer.WriteStartArray("evictions");
        foreach (var p in plan.With(problem, PodFate.Evicted)) Pod(writer, problem, p, null, problem.Pods[p].Node, []);
        writer.WriteEndArray();
        writer.WriteStartArray("pending");
        foreach (var p in plan.With(problem, PodFate.Pending)) Pod(writer, problem, p, null, null, []);
        writer.WriteEndArray();
    }

    /// <summary>Reads a plan of <paramref name="problem"/>.</summary>
    /// <exception cref="RotaException">It is not a plan of this cluster; the message says where, as placements[i].</exception>
    public static PodPlan Read(JsonElement answer, PodProblem problem)
    {
        if (answer.ValueKind != JsonValueKind.Object) throw new RotaException("the answer is no object, expected one with 'placements' and 'evictions'");
        var (pods, nodes) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        for (var p = 0; p < problem.Pods.Length; p++) pods[problem.Pods[p].Uid] = p;
        for (var n = 0; n < problem.Nodes.Length; n++) nodes[problem.Nodes[n].Name] = n;
        var where = problem.Pods.Select(pod => pod.Node).ToArray();
        var devices = problem.SharesGpus ? problem.Pods.Select(pod => pod.Devices).ToArray() : null;
        foreach (var (i, value) in Each(answer, "placements"))
        {
            var pod = Find(value, $"placements[{i}]", "uid", pods);
            where[pod] = Find(value, $"placements[{i}]", "node", nodes);
            if (devices is not null) devices[pod] = Devices(value, $"placements[{i}]");
        }
        foreach (var (i, value) in Each(answer, "evictions")) where[Find(value, $"evictions[{i}]", "uid", pods)] = -1;
        return new([.. where]) { Devices = devices is null ? [] : [.. devices] };
    }

    private static void Pod(Utf8JsonWriter writer, PodProblem problem, int pod, int? from, int? to, ImmutableArray<int> devices)
    {
        var the = problem.Pods[pod];
        writer.WriteStartObject();
        writer.WriteString("uid", the.Uid);
        writer.WriteString("namespace", the.Namespace);
        writer.WriteString("name", the.Name);
        if (from is { } old) writer.WriteString("old_node", old < 0 ? "" : problem.Nodes[old].Name);
        if (to is { } node) writer.WriteString("node", problem.Nodes[node].Name);
        if (!devices.IsEmpty)
        {
            writer.WriteStartArray("gpus");
            foreach (var device in devices) writer.WriteNumberValue(device);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }

    private static IEnumerable<(int, JsonElement)> Each(JsonElement answer, string name)
    {
        if (!answer.TryGetProperty(name, out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array) throw new RotaException($"{name} is no list");
        return list.EnumerateArray().Select((value, i) => (i, value));
    }

    private static int Find(JsonElement value, string where, string name, Dictionary<string, int> known)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out var text) || text.ValueKind != JsonValueKind.String) throw new RotaException($"{where} has no text '{name}'");
        var wanted = text.GetString()!;
        return known.TryGetValue(wanted, out var number) ? number : throw new RotaException($"{where}.{name} is '{wanted}', which the cluster does not have{Nearest.Hint(wanted, known.Keys)}");
    }

    private static ImmutableArray<int> Devices(JsonElement value, string where)
    {
        if (!value.TryGetProperty("gpus", out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => !item.TryGetInt32(out _))) throw new RotaException($"{where}.gpus is no list of whole numbers");
        return [.. list.EnumerateArray().Select(item => item.GetInt32())];
    }
}

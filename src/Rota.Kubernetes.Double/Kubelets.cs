using System.Text.Json.Nodes;

namespace Rota.Kubernetes.Double;

/// <summary>All kubelets in one: a bound pod runs at once, unless the node has no room for it, which a kubelet rejects as OutOfcpu.</summary>
internal sealed class Kubelets(ObjectStore store)
{
    private static readonly ApiResource Pods = ApiResource.OfKind("Pod")!;

    private static readonly ApiResource Nodes = ApiResource.OfKind("Node")!;

    private readonly Dictionary<string, Dictionary<string, decimal>> used = [];
    private readonly Dictionary<string, string> running = [];

    /// <summary>Looks at a pod that changed.</summary>
    public void See(WatchEvent change)
    {
        var pod = change.Object;
        var (uid, node) = (pod["metadata"]!["uid"]!.ToString(), pod["spec"]?["nodeName"]?.ToString());
        if (change.Type == "DELETED" || pod["status"]?["phase"]?.ToString() is "Succeeded" or "Failed")
        {
            if (running.Remove(uid, out var from)) Add(from, pod, -1);
            return;
        }
        if (string.IsNullOrEmpty(node) || running.ContainsKey(uid)) return;
        running[uid] = node;
        Add(node, pod, 1);
        var shortage = store.Find(Nodes, "", node) is { } found ? Shortage(node, found) : null;
        var changed = (JsonObject)pod.DeepClone();
        if (changed["status"] is not JsonObject status) changed["status"] = status = [];
        if (shortage is not null)
        {
            (status["phase"], status["reason"], status["message"]) = ("Failed", $"OutOf{shortage}", $"Node didn't have enough resource: {shortage}");
        }
        else
        {
            status["phase"] = "Running";
            status["startTime"] = ObjectStore.Now();
            PodActions.Condition(changed, "Ready", "True", null, null);
        }
        store.Replace(Pods, changed);
    }

    /// <summary>What pods on a node ask for, in units.</summary>
    public static Dictionary<string, decimal> Requests(JsonObject pod)
    {
        var sum = new Dictionary<string, decimal> { ["pods"] = 1 };
        foreach (var container in pod["spec"]?["containers"] as JsonArray ?? [])
            foreach (var (name, value) in container?["resources"]?["requests"] as JsonObject ?? container?["resources"]?["limits"] as JsonObject ?? [])
                sum[name] = sum.GetValueOrDefault(name) + Amount(value!.ToString());
        return sum;
    }

    /// <summary>A quantity in units.</summary>
    public static decimal Amount(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '+')) end++;
        var value = decimal.Parse(text.AsSpan(0, end), System.Globalization.CultureInfo.InvariantCulture);
        decimal Two(int power) => (decimal)Math.Pow(2, power);
        return text[end..] switch
        {
            "" => value,
            "n" => value / 1e9m,
            "u" => value / 1e6m,
            "m" => value / 1e3m,
            "k" => value * 1e3m,
            "M" => value * 1e6m,
            "G" => value * 1e9m,
            "T" => value * 1e12m,
            "P" => value * 1e15m,
            "Ki" => value * Two(10),
            "Mi" => value * Two(20),
            "Gi" => value * Two(30),
            "Ti" => value * Two(40),
            "Pi" => value * Two(50),
            "Ei" => value * Two(60),
            "E" => value * 1e18m,
            var exponent => value * (decimal)Math.Pow(10, int.Parse(exponent.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)),
        };
    }

    private void Add(string node, JsonObject pod, int sign)
    {
        if (!used.TryGetValue(node, out var sums)) used.Add(node, sums = []);
        foreach (var (name, amount) in Requests(pod)) sums[name] = sums.GetValueOrDefault(name) + (sign * amount);
    }

    private string? Shortage(string name, JsonObject node)
    {
        foreach (var (resource, value) in node["status"]?["allocatable"] as JsonObject ?? [])
            if (used[name].GetValueOrDefault(resource) > Amount(value!.ToString())) return resource;
        return null;
    }
}

using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Priorities by name of their class, with the two that every cluster has.</summary>
internal sealed class PriorityClasses
{
    private const int MostOfUsers = 1_000_000_000;

    private readonly Dictionary<string, (int Value, bool Never)> classes = new()
    {
        ["system-cluster-critical"] = (2_000_000_000, false),
        ["system-node-critical"] = (2_000_001_000, false),
    };

    private (int Value, bool Never) usual = (0, false);
    private string? named;

    public static PriorityClasses Read(IEnumerable<ClusterObject> objects)
    {
        var read = new PriorityClasses();
        foreach (var value in objects)
        {
            var system = value.NameText.StartsWith("system-", StringComparison.Ordinal);
            var entry = ((int)value.Value.Get("value").AsInteger("a priority", int.MinValue, system ? int.MaxValue : MostOfUsers), Never(value.Value.Find("preemptionPolicy")));
            read.classes[value.NameText] = entry;
            if (value.Value.Find("globalDefault") is not { } flag || !flag.AsFlag()) continue;
            if (read.named is { } other) throw flag.Error($"makes {value.NameText} the default, which {other} is already; expected one at most");
            (read.usual, read.named) = (entry, value.NameText);
        }
        return read;
    }

    /// <summary>The priority of a pod spec: its own number, else its class, else the default.</summary>
    public (int Value, bool Never) Of(KubeValue spec)
    {
        var named = spec.Find("priorityClassName");
        var name = named?.AsText("a priority class");
        var known = name is { Length: > 0 } && classes.TryGetValue(name, out var entry) ? entry : ((int Value, bool Never)?)null;
        var never = spec.Find("preemptionPolicy") is { } policy ? Never(policy) : (known ?? usual).Never;
        if (spec.Find("priority") is { } own) return ((int)own.AsInteger("a priority", int.MinValue, int.MaxValue), never);
        if (name is { Length: > 0 } && known is null) throw named!.Error($"read '{name}', expected a priority class{Nearest.Hint(name, classes.Keys)}");
        return ((known ?? usual).Value, never);
    }

    private static bool Never(KubeValue? policy) => policy?.AsText("a policy") switch
    {
        null or "PreemptLowerPriority" => false,
        "Never" => true,
        var other => throw policy!.Error($"read '{other}', expected PreemptLowerPriority or Never{Nearest.Hint(other, ["PreemptLowerPriority", "Never"])}"),
    };
}

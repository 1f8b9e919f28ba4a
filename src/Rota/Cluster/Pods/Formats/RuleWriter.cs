using System.Collections.Immutable;
using System.Text.Json;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Writes where a pod may go as the fields of its spec.</summary>
internal static class RuleWriter
{
    public static void Write(Utf8JsonWriter json, ClusterPod pod)
    {
        var rules = pod.Rules;
        if (!rules.NodeSelector.Requirements.IsEmpty)
        {
            json.WriteStartObject("nodeSelector");
            foreach (var requirement in rules.NodeSelector.Requirements) json.WriteString(requirement.Key, requirement.Values[0]);
            json.WriteEndObject();
        }
        Affinity(json, rules);
        if (!rules.Tolerations.IsEmpty)
        {
            json.WriteStartArray("tolerations");
            foreach (var toleration in rules.Tolerations)
            {
                json.WriteStartObject();
                if (toleration.Key.Length > 0) json.WriteString("key", toleration.Key);
                json.WriteString("operator", toleration.Value is null ? "Exists" : "Equal");
                if (toleration.Value is { } value) json.WriteString("value", value);
                if (toleration.Effect is { } effect) json.WriteString("effect", effect.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (rules.Spread.IsEmpty) return;
        json.WriteStartArray("topologySpreadConstraints");
        foreach (var spread in rules.Spread)
        {
            json.WriteStartObject();
            json.WriteNumber("maxSkew", spread.MaxSkew);
            json.WriteString("topologyKey", spread.TopologyKey);
            json.WriteString("whenUnsatisfiable", "DoNotSchedule");
            json.WriteStartObject("labelSelector");
            Selector(json, spread.Selector);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Selector(Utf8JsonWriter json, LabelSelector selector)
    {
        if (selector.Requirements.IsEmpty) return;
        Expressions(json, selector.Requirements);
    }

    private static void Affinity(Utf8JsonWriter json, PodRules rules)
    {
        // Only these nodes: as kubectl's DaemonSets say it.
        var terms = rules.OnlyNodes.IsEmpty ? rules.NodeAffinity : [new LabelSelector([new(KubeSelectors.NodeName, LabelOperator.In, rules.OnlyNodes)])];
        if (terms.IsEmpty && rules.Apart.IsEmpty) return;
        json.WriteStartObject("affinity");
        if (!terms.IsEmpty)
        {
            json.WriteStartObject("nodeAffinity");
            json.WriteStartObject("requiredDuringSchedulingIgnoredDuringExecution");
            json.WriteStartArray("nodeSelectorTerms");
            foreach (var term in terms)
            {
                json.WriteStartObject();
                Expressions(json, [.. term.Requirements.Where(requirement => requirement.Key != KubeSelectors.NodeName)]);
                Expressions(json, [.. term.Requirements.Where(requirement => requirement.Key == KubeSelectors.NodeName)], "matchFields");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (!rules.Apart.IsEmpty)
        {
            json.WriteStartObject("podAntiAffinity");
            json.WriteStartArray("requiredDuringSchedulingIgnoredDuringExecution");
            foreach (var apart in rules.Apart)
            {
                json.WriteStartObject();
                json.WriteString("topologyKey", apart.TopologyKey);
                json.WriteStartObject("labelSelector");
                Selector(json, apart.Selector);
                json.WriteEndObject();
                json.WriteStartArray("namespaces");
                foreach (var space in apart.Namespaces) json.WriteStringValue(space);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void Expressions(Utf8JsonWriter json, ImmutableArray<LabelRequirement> requirements, string name = "matchExpressions")
    {
        if (requirements.IsEmpty) return;
        json.WriteStartArray(name);
        foreach (var requirement in requirements)
        {
            json.WriteStartObject();
            json.WriteString("key", requirement.Key);
            json.WriteString("operator", requirement.Operator.ToString());
            if (!requirement.Values.IsEmpty)
            {
                json.WriteStartArray("values");
                foreach (var value in requirement.Values) json.WriteStringValue(value);
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}

using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Selectors, affinities, tolerations and spread constraints of Kubernetes objects.</summary>
internal static class KubeSelectors
{
    /// <summary>A label that every node gets, so that fields can be matched like labels.</summary>
    public const string NodeName = "metadata.name";

    private static readonly string[] Operators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];

    /// <summary>matchLabels and matchExpressions.</summary>
    /// <exception cref="InputException">An operator that is not known, or values that do not suit it.</exception>
    public static LabelSelector Labels(KubeValue? selector)
    {
        if (selector is null) return LabelSelector.Everything;
        var requirements = ImmutableArray.CreateBuilder<LabelRequirement>();
        foreach (var (key, value) in (selector.Find("matchLabels")?.AsLabels() ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            requirements.Add(new(key, LabelOperator.In, [value]));
        foreach (var expression in selector.Each("matchExpressions")) requirements.Add(Requirement(expression, numbers: false));
        return new(requirements.DrainToImmutable());
    }

    /// <summary>The alternatives of required node affinity.</summary>
    public static ImmutableArray<LabelSelector> NodeAffinity(KubeValue? affinity)
    {
        if (affinity is null) return [];
        var terms = affinity.Get("nodeSelectorTerms");
        if (terms.Elements is not { Count: > 0 } list) throw terms.Error("expected a list of at least one term");
        return [.. list.Select(Term)];
    }

    /// <summary>A toleration.</summary>
    public static Toleration Toleration(KubeValue value)
    {
        var key = value.Find("key")?.AsText("a key") ?? "";
        var comparison = value.Find("operator");
        var exists = comparison?.AsText("an operator") switch
        {
            null or "Equal" => false,
            "Exists" => true,
            var other => throw comparison!.Error($"read '{other}', expected Exists or Equal{Nearest.Hint(other, ["Exists", "Equal"])}"),
        };
        if (key.Length == 0 && !exists) throw value.Error("has no key, expected operator Exists");
        var text = value.Find("value")?.AsText("a value") ?? "";
        if (exists && text.Length > 0) throw value.Get("value").Error("expected no value with operator Exists");
        var effect = value.Find("effect") is { Scalar: not "" } given ? Effect(given) : (TaintEffect?)null;
        if (value.Find("tolerationSeconds") is { } seconds && effect is not (null or TaintEffect.NoExecute)) throw seconds.Error($"stands beside effect {effect}, expected it with NoExecute only");
        return new(key, exists ? null : text, effect);
    }

    /// <summary>A taint.</summary>
    public static NodeTaint Taint(KubeValue value) => new(value.Get("key").AsText("a key"), value.Find("value")?.AsText("a value") ?? "", Effect(value.Get("effect")));

    /// <summary>A spread constraint; null for a soft one, which plans need not keep.</summary>
    public static SpreadRule? Spread(KubeValue value, IReadOnlyDictionary<string, string> labels)
    {
        var unsatisfiable = value.Get("whenUnsatisfiable");
        var hard = unsatisfiable.AsText("DoNotSchedule or ScheduleAnyway") switch
        {
            "DoNotSchedule" => true,
            "ScheduleAnyway" => false,
            var other => throw unsatisfiable.Error($"read '{other}', expected DoNotSchedule or ScheduleAnyway{Nearest.Hint(other, ["DoNotSchedule", "ScheduleAnyway"])}"),
        };
        var skew = (int)value.Get("maxSkew").AsInteger("a skew", 1, int.MaxValue);
        var key = value.Get("topologyKey").AsText("a label");
        if (key.Length == 0) throw value.Get("topologyKey").Error("is empty, expected a label");
        if (!hard && value.Find("minDomains") is { } domains) throw domains.Error("stands beside ScheduleAnyway, expected it with DoNotSchedule only");
        var selector = value.Find("labelSelector") is { } given ? Labels(given) : new LabelSelector([new("", LabelOperator.Exists, [])]);
        foreach (var own in value.Each("matchLabelKeys"))
            if (labels.TryGetValue(own.AsText("a label"), out var text)) selector = new(selector.Requirements.Add(new(own.AsText("a label"), LabelOperator.In, [text])));
        return hard ? new(skew, key, selector) : null;
    }

    /// <summary>Checks a term of node affinity that plans need not keep.</summary>
    public static void Check(KubeValue term) => _ = Term(term);

    /// <summary>A required anti-affinity term.</summary>
    public static ApartRule Apart(KubeValue value, string space)
    {
        var key = value.Get("topologyKey");
        var topology = key.AsText("a label");
        if (topology.Length == 0) throw key.Error("is empty, expected a label");
        var spaces = value.Each("namespaces").Select(name => name.AsText("a namespace")).ToImmutableArray();
        return new(topology, value.Find("labelSelector") is { } selector ? Labels(selector) : new LabelSelector([new("", LabelOperator.Exists, [])]), spaces.IsEmpty ? [space] : spaces);
    }

    private static LabelSelector Term(KubeValue term)
    {
        var requirements = term.Each("matchExpressions").Select(value => Requirement(value, numbers: true)).ToList();
        foreach (var field in term.Each("matchFields"))
        {
            if (field.Get("key").AsText("a field") != NodeName) throw field.Get("key").Error($"read '{field.Get("key").AsText("a field")}', expected {NodeName}");
            requirements.Add(Requirement(field, numbers: false));
        }
        // A term without conditions matches nothing.
        return requirements.Count == 0 ? new([new("", LabelOperator.Exists, [])]) : new([.. requirements]);
    }

    private static LabelRequirement Requirement(KubeValue value, bool numbers)
    {
        var key = value.Get("key").AsText("a label");
        if (key.Length == 0) throw value.Get("key").Error("is empty, expected a label");
        var comparison = value.Get("operator");
        var name = comparison.AsText("an operator");
        var known = Operators.AsSpan(0, numbers ? 6 : 4).ToArray();
        if (!known.Contains(name)) throw comparison.Error($"read '{name}', expected one of {string.Join(", ", known)}{Nearest.Hint(name, known)}");
        var which = Enum.Parse<LabelOperator>(name);
        var values = value.Each("values").Select(item => item.AsText("a value")).ToImmutableArray();
        var wanted = which switch
        {
            LabelOperator.In or LabelOperator.NotIn => values.Length > 0 ? null : "at least one value",
            LabelOperator.Gt or LabelOperator.Lt => values.Length == 1 && long.TryParse(values[0], out _) ? null : "one whole number",
            _ => values.Length == 0 ? null : "no values",
        };
        if (wanted is not null) throw (value.Find("values") ?? value).Error($"has {values.Length} values, expected {wanted} with {name}");
        return new(key, which, values);
    }

    private static TaintEffect Effect(KubeValue value) => value.AsText("an effect") switch
    {
        "NoSchedule" => TaintEffect.NoSchedule,
        "PreferNoSchedule" => TaintEffect.PreferNoSchedule,
        "NoExecute" => TaintEffect.NoExecute,
        var other => throw value.Error($"read '{other}', expected NoSchedule, PreferNoSchedule or NoExecute{Nearest.Hint(other, ["NoSchedule", "PreferNoSchedule", "NoExecute"])}"),
    };
}

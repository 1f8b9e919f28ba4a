using System.Collections.Immutable;
using System.Globalization;

namespace Rota.Cluster.Pods.Formats;

/// <summary>Reads PodDisruptionBudgets: what the cluster says is allowed, else what follows from the pods at hand.</summary>
internal static class DisruptionBudgets
{
    public static DisruptionBudget Read(ClusterObject budget, ImmutableArray<ClusterPod> pods)
    {
        var spec = budget.Value.Get("spec");
        var selector = spec.Find("selector") is { } given ? KubeSelectors.Labels(given) : new LabelSelector([new("", LabelOperator.Exists, [])]);
        var read = new DisruptionBudget(budget.Space, budget.NameText, selector, 0);
        var covered = pods.Where(read.Covers).ToArray();
        var healthy = covered.Count(pod => pod.Node >= 0);
        var (least, most) = (spec.Find("minAvailable"), spec.Find("maxUnavailable"));
        if (least is not null && most is not null) throw most.Error("stands beside minAvailable, expected one of them");
        if (least is not null) Amount(least, 0);
        if (most is not null) Amount(most, 0);
        var wanted = least is not null ? Amount(least, covered.Length) : most is not null ? covered.Length - Amount(most, covered.Length) : 0;
        var allowed = budget.Value.Find("status", "disruptionsAllowed") is { } said ? (int)said.AsInteger("a number of pods", 0, int.MaxValue) : Math.Max(0, healthy - wanted);
        return read with { Allowed = allowed };
    }

    /// <summary>A number, or a percentage of all, rounded up.</summary>
    private static int Amount(KubeValue value, int all)
    {
        var text = value.AsText("a number or a percentage");
        if (!text.EndsWith('%')) return (int)value.AsInteger("a number of pods or a percentage", 0, int.MaxValue);
        return int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? (int)(((long)all * percent + 99) / 100)
            : throw value.Error($"read '{text}', expected a percentage from 0% to 100%");
    }
}

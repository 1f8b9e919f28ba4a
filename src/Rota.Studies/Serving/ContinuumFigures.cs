namespace Rota.Studies.Serving;

/// <summary>The outcomes of the Continuum study, asked by table and policy; means over the seeds.</summary>
internal sealed class ContinuumFigures(IReadOnlyList<ContinuumOutcome> outcomes)
{
    private readonly ILookup<(string, string), ContinuumOutcome> cells = outcomes.ToLookup(o => (o.Cell.Group, o.Cell.Policy.Name));

    /// <summary>Tables in order.</summary>
    public IEnumerable<string> Groups => outcomes.Select(o => o.Cell.Group).Distinct();

    /// <summary>Policies of a table in order.</summary>
    public IEnumerable<string> PoliciesOf(string group) => outcomes.Where(o => o.Cell.Group == group).Select(o => o.Cell.Policy.Name).Distinct();

    /// <summary>All seeds of a cell.</summary>
    public IEnumerable<ContinuumOutcome> Of(string group, string policy) => cells[(group, policy)];

    /// <summary>Mean over the seeds of a figure; null when it was not measured.</summary>
    public double? Mean(string group, string policy, Func<ContinuumOutcome, double> figure) => Of(group, policy).ToArray() is { Length: > 0 } all ? all.Average(figure) : null;

    /// <summary>Mean JCT, seconds.</summary>
    public double? Jct(string group, string policy) => Mean(group, policy, o => o.Mean);

    /// <summary>A figure of one policy over that of another.</summary>
    public double? Ratio(string group, string policy, string other, Func<ContinuumOutcome, double>? figure = null) =>
        Mean(group, policy, figure ?? (o => o.Mean)) / Mean(group, other, figure ?? (o => o.Mean));

    /// <summary>Mean slowdown of the short, middle and long third of the programs; empty when it was not measured.</summary>
    public double[] Slowdowns(string group, string policy)
    {
        var alone = Of($"{group} alone", "pin-until-pressure").ToDictionary(o => o.Cell.Seed);
        var all = Of(group, policy).Where(o => alone.ContainsKey(o.Cell.Seed)).Select(o => o.Slowdowns(alone[o.Cell.Seed])).ToArray();
        return all.Length == 0 ? [] : [.. Enumerable.Range(0, 3).Select(third => all.Average(s => s[third]))];
    }

    /// <summary>Mean JCT of a policy over the paper's rule, over W1, W2 (held back) and W4 (15 % slow tools), each counted once; null when one was not measured.</summary>
    public double? Together(string policy)
    {
        double?[] parts = [Ratio("W1", policy, "continuum"), Recorded(policy), Ratio("W4@0.15", policy, "continuum")];
        return parts.All(part => part is not null) ? parts.Average() : null;
    }

    /// <summary>The same on the held-back half of the recorded programs, over the rates.</summary>
    public double? Recorded(string policy) => Groups.Where(g => g.StartsWith("W2 held back", StringComparison.Ordinal)).Select(g => Ratio(g, policy, "continuum")).Average();
}

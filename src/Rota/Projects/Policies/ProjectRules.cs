namespace Rota.Projects.Policies;

/// <summary>The catalog of priority rules. Adding one: a new file and a line here.</summary>
public static class ProjectRules
{
    /// <summary>All rules that give every task a key.</summary>
    public static IReadOnlyList<ProjectRule> All { get; } =
    [
        new LatestFinishTime(),
        new LatestStartTime(),
        new MostTotalSuccessors(),
        new GreatestRankPositionalWeightAll(),
        new GreatestRankPositionalWeight(),
        new MinimumSlack(),
        new EarliestStartTime(),
        new ShortestProcessingTime(),
        new TaskNumber(),
    ];
}

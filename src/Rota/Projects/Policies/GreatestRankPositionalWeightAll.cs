namespace Rota.Projects.Policies;

/// <summary>Greatest duration together with that of all tasks that come after.</summary>
public sealed record GreatestRankPositionalWeightAll() : ProjectRule("GRPW*", "greatest rank positional weight, all successors")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => -(times.Durations[i] + times.Followers[i].Sum(j => times.Durations[j])))];
}

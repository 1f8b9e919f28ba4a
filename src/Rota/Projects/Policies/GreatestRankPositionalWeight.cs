namespace Rota.Projects.Policies;

/// <summary>Greatest duration together with that of the direct successors (Alvarez-Valdes and Tamarit 1989).</summary>
public sealed record GreatestRankPositionalWeight() : ProjectRule("GRPW", "greatest rank positional weight")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => -(times.Durations[i] + times.Successors[i].Sum(j => times.Durations[j])))];
}

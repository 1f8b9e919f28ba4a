namespace Rota.Projects.Policies;

/// <summary>Most tasks that come after, directly or not.</summary>
public sealed record MostTotalSuccessors() : ProjectRule("MTS", "most total successors")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => -(long)times.Followers[i].Length)];
}

namespace Rota.Projects.Policies;

/// <summary>Latest start time.</summary>
public sealed record LatestStartTime() : ProjectRule("LST", "latest start time")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => times.LatestStarts[i])];
}

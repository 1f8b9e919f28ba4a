namespace Rota.Projects.Policies;

/// <summary>Shortest processing time.</summary>
public sealed record ShortestProcessingTime() : ProjectRule("SPT", "shortest processing time")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => times.Durations[i])];
}

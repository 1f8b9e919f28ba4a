namespace Rota.Projects.Policies;

/// <summary>Earliest start time.</summary>
public sealed record EarliestStartTime() : ProjectRule("EST", "earliest start time")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => times.EarliestStarts[i])];
}

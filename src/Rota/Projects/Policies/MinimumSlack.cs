namespace Rota.Projects.Policies;

/// <summary>Minimum slack: latest less earliest start.</summary>
public sealed record MinimumSlack() : ProjectRule("MSLK", "minimum slack")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => times.LatestStarts[i] - times.EarliestStarts[i])];
}

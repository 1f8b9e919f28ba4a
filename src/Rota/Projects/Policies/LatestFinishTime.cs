namespace Rota.Projects.Policies;

/// <summary>Latest finish time: what must be done soonest.</summary>
public sealed record LatestFinishTime() : ProjectRule("LFT", "latest finish time")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => times.LatestStarts[i] + times.Durations[i])];
}

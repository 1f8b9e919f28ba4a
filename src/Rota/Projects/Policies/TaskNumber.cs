namespace Rota.Projects.Policies;

/// <summary>The order in which the tasks are listed.</summary>
public sealed record TaskNumber() : ProjectRule("ID", "task number")
{
    /// <inheritdoc/>
    public override long[] Keys(NetworkTimes times) => [.. Enumerable.Range(0, times.Durations.Length).Select(i => (long)i)];
}

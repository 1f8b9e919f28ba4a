namespace Rota.Hosting;

/// <summary>What a <see cref="FairTaskScheduler"/> is told.</summary>
public sealed record FairSchedulerOptions : FairOptions
{
    /// <summary>Tasks that run at once, at least 1. Default: the machine's processors.</summary>
    public int Concurrency { get; init; } = Environment.ProcessorCount;
}

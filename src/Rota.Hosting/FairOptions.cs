namespace Rota.Hosting;

/// <summary>What live fair queues have in common.</summary>
public record FairOptions
{
    /// <summary>A user's weight, more than 0, asked whenever the user comes back from having nothing to do; null stands for 1 each.</summary>
    public Func<string, double>? Weight { get; init; }

    /// <summary>What moves the ideal pool.</summary>
    public FairClock Clock { get; init; } = FairClock.Service;

    /// <summary>Where time comes from: what work took is measured with it. A virtual one rehearses the same code.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace Rota.Hosting;

/// <summary>What a <see cref="FairRateLimiter{TResource}"/> is told.</summary>
/// <param name="Permits">Permits of the one pool that all users share, at least 1.</param>
public sealed record FairLimiterOptions(int Permits) : FairOptions
{
    /// <summary>Most permits of one user that wait in line, at least 0; what would be more is refused. Default 1,000.</summary>
    public int QueueLimitPerUser { get; init; } = 1000;

    /// <summary>
    /// Charges users for the time they hold permits, as it is measured; off charges for the number of permits alone. Default on.
    /// </summary>
    public bool ChargeTime { get; init; } = true;
}

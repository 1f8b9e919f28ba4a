namespace Rota.Hosting;

/// <summary>What a <see cref="FairChannel{T}"/> is told.</summary>
/// <param name="User">Whose an item is.</param>
public sealed record FairChannelOptions<T>(Func<T, string> User) : FairOptions
{
    /// <summary>What an item costs, at least 0 and the same for every look at it; null stands for 1 each.</summary>
    public Func<T, double>? Cost { get; init; }

    /// <summary>Most items of one user that wait, at least 1; null for no bound. A user at the bound waits; others do not.</summary>
    public int? CapacityPerUser { get; init; }

    /// <summary>Readers that work at once, at least 1; matters for <see cref="FairClock.Time"/> only. Default 1.</summary>
    public int Readers { get; init; } = 1;
}

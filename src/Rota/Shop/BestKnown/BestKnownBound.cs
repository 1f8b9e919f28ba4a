namespace Rota.Shop.BestKnown;

/// <summary>The best bounds published for an instance's makespan. Closed when both agree.</summary>
public readonly record struct BestKnownBound(string Name, long Lower, long Upper)
{
    /// <summary>True when the optimum is known.</summary>
    public bool IsClosed => Lower == Upper;

    /// <summary>(makespan - upper) / upper: 0.01 is one percent above the best known, negative is better than the best known.</summary>
    public double Gap(long makespan) => (double)(makespan - Upper) / Upper;
}
